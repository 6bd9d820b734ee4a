import { type Json, isJsonList, isJsonObject, type JsonObject } from '../json.ts';

export type Path = readonly (string | number)[];

/** The same value with every text in it replaced; keys stay. The very same object, where no text changes: most have none to fill in. */
export function mapTexts(value: JsonObject, change: (text: string, path: Path) => Json, path: Path = []): JsonObject {
  const entries = Object.entries(value).map(([key, item]) => [key, mapValue(item, change, [...path, key])] as const);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}

/** Every text in a value, and where it stands. */
export function* textsOf(value: Json, path: Path = []): Generator<{ text: string; path: Path }> {
  if (typeof value === 'string') yield { text: value, path };
  else if (value !== null && typeof value === 'object') {
    const isList = Array.isArray(value);
    for (const [key, item] of Object.entries(value)) yield* textsOf(item, [...path, isList ? Number(key) : key]);
  }
}

export function mapValue(value: Json, change: (text: string, path: Path) => Json, path: Path = []): Json {
  if (typeof value === 'string') return change(value, path);
  if (isJsonList(value)) {
    const items = value.map((item, index) => mapValue(item, change, [...path, index]));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  return isJsonObject(value) ? mapTexts(value, change, path) : value;
}
