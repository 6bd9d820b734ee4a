import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { KindName } from '../kinds/types.ts';
import { locate, type Place } from './locate.ts';

/** An object's attributes with one of them, or one of a part, at another value. Null: there is no such attribute or part. */
export function setAttribute(kind: KindName, attributes: JsonObject, path: string, value: Json): JsonObject | null {
  const place = locate(kind, attributes, path, value);
  return place && editJson(attributes, place);
}

export function editJson<Root extends Json>(root: Root, place: Place): Root {
  return edit(root, place.at, place) as Root;
}

function edit(value: Json, [step, ...rest]: readonly (string | number)[], place: Place): Json {
  if (step === undefined) {
    if (place.do === 'set') return place.value;
    return place.do === 'sort' && isJsonList(value) ? place.order.flatMap((from) => value[from] ?? []) : value;
  }
  const isGone = place.do === 'remove' && rest.length === 0;
  if (isJsonList(value))
    return isGone
      ? value.filter((_, index) => index !== step)
      : value.map((item, index) => (index === step ? edit(item, rest, place) : item));
  if (!isJsonObject(value)) return value;
  if (isGone) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== step));
  return { ...value, [step]: edit(value[step] ?? null, rest, place) };
}
