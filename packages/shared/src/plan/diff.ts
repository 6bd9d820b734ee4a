import type { Lookup } from '../blueprint/references.ts';
import type { ResolvedResource } from '../blueprint/types.ts';
import type { LiveResource } from '../kinds/types.ts';
import { handsOff } from './hands-off.ts';
import { holdBackDeletes } from './hold-back-deletes.ts';
import { type Claim, leftBlueprint } from './left-blueprint.ts';
import type { LiveAccount } from './index-account.ts';
import { matchResources } from './match.ts';
import { order } from './order.ts';
import { overwritesOf } from './overwrites.ts';
import { planItem } from './plan-item.ts';
import { type Limits, restrain } from './restrain.ts';
import type { Overwrite, PlanItem, StateEntry } from './types.ts';

/**
 * What applying the blueprint to the account would do. `live` must be complete lists: what is not in them is missing.
 * The items' `desired`, `target` and `applied` are templates (see `fillReferences`).
 */
export function diff(
  input: {
    resources: readonly ResolvedResource[];
    live: LiveAccount;
    state: readonly StateEntry[];
    /** What other blueprints were applied to in this account. */
    claims?: readonly Claim[] | undefined;
    /** Client edits that a person chose to overwrite. */
    overwrite?: readonly Overwrite[] | undefined;
    /** Tells a line as something other than the apply of a blueprint, before it is seen whether it may be written. */
    retell?: ((line: PlanItem, lookup: Lookup) => PlanItem) | undefined;
  } & Limits,
): PlanItem[] {
  const { live, retell = (line) => line } = input;
  // Rows and lists come in any order; the plan must not depend on it.
  const resources = order(input.resources);
  const state = input.state.toSorted((a, b) => (a.address < b.address ? -1 : 1));
  const matches = matchResources(resources, live, state);
  const overwrites = overwritesOf(input.overwrite ?? []);
  const known = new Map<string, LiveResource>();
  const lookup: Lookup = (address, attribute) => {
    const object = known.get(address);
    return attribute === 'id' ? object?.id : object?.attributes[attribute];
  };

  const items = resources.map((resource) => {
    const match = matches.get(resource.address) ?? { by: 'none', lost: null };
    const line = planItem(resource, match, { lookup, overwrites: overwrites(resource.address) });
    const item = restrain(retell(handsOff(line, resource, match), lookup), input);
    // A replaced object's id and key are not known before it is created again.
    if ('live' in match && item.action !== 'replace') known.set(resource.address, match.live);
    return item;
  });
  const left = leftBlueprint({ live, state, claims: input.claims ?? [] }, items);
  return order(holdBackDeletes([...items, ...left.map((line) => restrain(retell(line, lookup), input))]));
}
