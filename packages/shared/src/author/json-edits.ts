import { isJsonObject, type Json, type JsonObject } from '../json.ts';

type Steps = readonly string[];

/** JSON of which we hold the only copy: it is changed where it stands, so that many changes of a large one stay cheap. */
export interface OwnJson {
  [key: string]: Json;
}

export const ownCopy = (value: JsonObject): OwnJson => structuredClone(value) as OwnJson;

export function valueAt(value: Json, [step, ...rest]: Steps): Json | undefined {
  if (step === undefined) return value;
  return isJsonObject(value) && Object.hasOwn(value, step) ? valueAt(value[step] ?? null, rest) : undefined;
}

/** The mapping at a place; where there is none, an empty one. */
export function objectAt(document: JsonObject, path: Steps): JsonObject {
  const found = valueAt(document, path);
  return isJsonObject(found) ? found : {};
}

/** What stands in the way of the path and is no mapping becomes one. */
export function put(within: OwnJson, [step = '', ...rest]: Steps, value: Json): void {
  if (rest.length === 0) {
    within[step] = value;
    return;
  }
  const inner = objectAt(within, [step]) as OwnJson;
  within[step] = inner;
  put(inner, rest, value);
}

export function takeOut(within: OwnJson, [step = '', ...rest]: Steps): void {
  if (rest.length === 0) delete within[step];
  else takeOut(objectAt(within, [step]) as OwnJson, rest);
}
