import { asTemplate } from '../blueprint/references.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Comparison } from './compare.ts';

/** What the blueprint still wants compared of an object that is there: without the attributes that `lifecycle.ignore` names. */
export const withoutIgnored = (desired: JsonObject, { lifecycle }: ResolvedResource): JsonObject =>
  lifecycle && lifecycle.ignore.length > 0
    ? Object.fromEntries(Object.entries(desired).filter(([path]) => !lifecycle.ignore.includes(path)))
    : desired;

/** The ignored attributes as they are: they stay so in an update, come along in a replace, and what was applied is not forgotten. */
export function keepIgnored(
  compared: Comparison,
  { lifecycle }: ResolvedResource,
  { lastApplied, live }: { lastApplied: JsonObject | null; live: JsonObject },
): Comparison {
  const pick = (from: JsonObject | null): Record<string, Json> =>
    Object.fromEntries(
      (lifecycle?.ignore ?? []).flatMap((path) => {
        const value = from?.[path];
        return value === undefined ? [] : [[path, asTemplate(value)]];
      }),
    );
  return {
    ...compared,
    target: { ...compared.target, ...pick(live) },
    applied: { ...compared.applied, ...pick(lastApplied) },
  };
}
