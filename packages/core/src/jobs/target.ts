import { type JsonObject, sameJson } from '@groundwork/shared';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import type { PlanItem } from '@groundwork/shared/plan';

/** Attributes the object must have in the end: the blueprint's, but a client's kept edits stay. */
export const intended = (item: PlanItem, desired: JsonObject): JsonObject => ({
  ...desired,
  ...Object.fromEntries(item.kept.map((change) => [change.path, change.before])),
});

/**
 * The live object a step has made or changed: by id where there is one, else by natural key. Of a replacement neither the old
 * object is it, nor one of the same key that was there before; and while the old one is there, it has not happened.
 */
export function findLive(
  item: PlanItem,
  list: readonly LiveResource[],
  { target, twins }: { target: JsonObject; twins: readonly string[] },
): LiveResource | null {
  const old = list.find((live) => live.id === item.ghlId) ?? null;
  if (item.ghlId && item.action !== 'replace') return old;
  if (old) return null;
  return sameKey(item, list, target).find((live) => !twins.includes(live.id)) ?? null;
}

/** Every live object with the natural key of the target. */
export function sameKey(item: PlanItem, list: readonly LiveResource[], target: JsonObject): LiveResource[] {
  const kind = kinds[item.kind];
  const key = kind.naturalKey(target);
  return list.filter((live) => kind.naturalKey(live.attributes) === key);
}

/** Managed attributes of the target that the live object holds otherwise. */
export const differences = (
  kind: KindName,
  target: JsonObject,
  live: LiveResource,
  names: readonly string[] = kinds[kind].managed,
): string[] => names.filter((name) => name in target && !sameJson(target[name] ?? null, live.attributes[name] ?? null));

export const differs = (kind: KindName, target: JsonObject, live: LiveResource, names?: readonly string[]): boolean =>
  differences(kind, target, live, names).length > 0;
