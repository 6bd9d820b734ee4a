import { isJsonObject, type Json, type JsonObject } from '../json.ts';

type Steps = readonly string[];

export function valueAt(value: Json, [step, ...rest]: Steps): Json | undefined {
  if (step === undefined) return value;
  return isJsonObject(value) && Object.hasOwn(value, step) ? valueAt(value[step] ?? null, rest) : undefined;
}

/** The mapping at a place; where there is none, an empty one. */
export function objectAt(document: JsonObject, path: Steps): JsonObject {
  const found = valueAt(document, path);
  return isJsonObject(found) ? found : {};
}

export function put(within: JsonObject, [step = '', ...rest]: Steps, value: Json): JsonObject {
  return { ...within, [step]: rest.length === 0 ? value : put(objectAt(within, [step]), rest, value) };
}

export function without(within: JsonObject, [step = '', ...rest]: Steps): JsonObject {
  if (rest.length > 0) return { ...within, [step]: without(objectAt(within, [step]), rest) };
  return Object.fromEntries(Object.entries(within).filter(([key]) => key !== step));
}
