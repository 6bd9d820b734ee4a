import { isJsonList, isJsonObject, type Json } from '../json.ts';

/** A value on one line, cut where it is long. */
export function showValue(value: Json, maxLength = 80): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : showItem(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}

/** `[mon, tue]`, `{ value: 2, unit: days }` */
function showItem(value: Json): string {
  if (isJsonList(value)) return `[${value.map(showItem).join(', ')}]`;
  if (isJsonObject(value)) return `{ ${showProperties(value)} }`;
  return String(value);
}

export const showProperties = (properties: { readonly [key: string]: Json }): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}: ${showItem(value)}`)
    .join(', ');
