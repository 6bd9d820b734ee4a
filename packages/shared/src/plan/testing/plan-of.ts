import { parseBlueprint } from '../../blueprint/parse-blueprint.ts';
import { resolveVariables } from '../../blueprint/resolve-variables.ts';
import type { ResolvedResource } from '../../blueprint/types.ts';
import type { JsonObject } from '../../json.ts';
import { kindNames } from '../../kinds/types.ts';
import { diff } from '../diff.ts';
import type { LiveAccount } from '../index-account.ts';
import type { Limits } from '../restrain.ts';
import type { PlanItem, StateEntry } from '../types.ts';
import { emptyAccount } from './empty-account.ts';

/** Resources of a blueprint, written as YAML with two spaces in front. */
export function resolve(resources: string): ResolvedResource[] {
  const parsed = parseBlueprint(`groundwork: 1\nname: Test\nresources:\n${resources}\n`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const resolved = resolveVariables(parsed.blueprint, {});
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.issues));
  return resolved.resources;
}

export const plan = (
  resources: string,
  live: Partial<LiveAccount> = {},
  state: StateEntry[] = [],
  limits: Limits = {},
): PlanItem[] => diff({ resources: resolve(resources), live: { ...emptyAccount(), ...live }, state, ...limits });

export const object = (id: string, attributes: JsonObject) => ({ id, attributes });

export function entry(
  address: string,
  ghlId: string,
  lastApplied: JsonObject,
  origin: StateEntry['origin'] = 'created',
): StateEntry {
  const kind = kindNames.find((name) => address.startsWith(`${name}.`));
  if (!kind) throw new Error(`${address} is of no kind`);
  return { address, kind, ghlId, lastApplied, origin };
}
