import { type Json, isJsonList, type JsonObject } from '../json.ts';

export type Path = readonly (string | number)[];

/** The same value with every text in it replaced; keys stay. */
export function mapTexts(value: JsonObject, change: (text: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapValue(item, change)]));
}

/** Every text in a value, and where it stands. */
export function* textsOf(value: Json, path: Path = []): Generator<{ text: string; path: Path }> {
  if (typeof value === 'string') yield { text: value, path };
  else if (value !== null && typeof value === 'object') {
    const isList = Array.isArray(value);
    for (const [key, item] of Object.entries(value)) yield* textsOf(item, [...path, isList ? Number(key) : key]);
  }
}

function mapValue(value: Json, change: (text: string) => Json): Json {
  if (typeof value === 'string') return change(value);
  if (isJsonList(value)) return value.map((item) => mapValue(item, change));
  return value !== null && typeof value === 'object' ? mapTexts(value, change) : value;
}
