import { type JsonObject, sameJson } from '@groundwork/shared';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import type { PlanItem } from '@groundwork/shared/plan';

/** Attributes the object must have in the end: the blueprint's, but a client's kept edits stay. */
export const intended = (item: PlanItem, desired: JsonObject): JsonObject => ({
  ...desired,
  ...Object.fromEntries(item.kept.map((change) => [change.path, change.before])),
});

/** The live object a step is about: by id where there is one, else by natural key. A replaced one's old id is not it. */
export function findLive(item: PlanItem, list: readonly LiveResource[], target: JsonObject): LiveResource | null {
  if (item.ghlId && item.action !== 'replace') return list.find((live) => live.id === item.ghlId) ?? null;
  const kind = kinds[item.kind];
  const key = kind.naturalKey(target);
  return list.find((live) => live.id !== item.ghlId && kind.naturalKey(live.attributes) === key) ?? null;
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
