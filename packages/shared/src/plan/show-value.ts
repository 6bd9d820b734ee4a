import type { Json } from '../json.ts';

const maxLength = 80;

/** A value on one line, cut where it is long. */
export function showValue(value: Json): string {
  const text = Array.isArray(value)
    ? `[${value.map((item: Json) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ')}]`
    : JSON.stringify(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
