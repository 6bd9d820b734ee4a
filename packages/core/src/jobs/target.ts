import { type Json, type JsonObject, sameJson } from '@groundwork/shared';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import { covers, type PlanItem } from '@groundwork/shared/plan';

/** A step's texts with every reference filled in. */
export interface Filled {
  /** What the object shall hold in the end. */
  target: JsonObject;
  /** What the next plan compares client edits with. */
  applied: JsonObject;
}

/** Every live object with the natural key of the target. */
export const sameKey = (item: PlanItem, list: readonly LiveResource[], target: JsonObject): LiveResource[] =>
  list.filter(hasKey(item, target));

export function hasKey(item: PlanItem, target: JsonObject): (live: LiveResource) => boolean {
  const kind = kinds[item.kind];
  const key = kind.naturalKey(target);
  return (live) => kind.naturalKey(live.attributes) === key;
}

/** Managed attributes of the target that the live object holds otherwise. */
export const differences = (
  kind: KindName,
  target: JsonObject,
  live: LiveResource,
  names: readonly string[] = kinds[kind].managed,
): string[] => names.filter((name) => name in target && !covers(target[name] ?? null, live.attributes[name] ?? null));

export const differs = (kind: KindName, target: JsonObject, live: LiveResource, names?: readonly string[]): boolean =>
  differences(kind, target, live, names).length > 0;

/**
 * True when all that the live object holds is either as it was when the plan was made or as it shall be: then the step may go on
 * where it broke off. Anything else somebody has written meanwhile.
 */
export function isOnTheWay(item: PlanItem, target: JsonObject, live: LiveResource): boolean {
  const before = item.action === 'create' || item.action === 'replace' ? {} : (item.live ?? {});
  return differences(item.kind, target, live).every((name) => {
    const now = live.attributes[name] ?? null;
    const planned = before[name] ?? null;
    if (sameJson(now, planned) || (isUnset(now) && isUnset(planned))) return true;
    if (!(name in kinds[item.kind].keyedLists)) return false;
    const known = [...partsOf(target[name]), ...partsOf(planned)];
    return partsOf(now).every((part) => known.some((other) => covers(other, part)));
  });
}

const isUnset = (value: Json): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0);
const partsOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
