import { asTemplate } from '../../blueprint/references.ts';
import { kinds } from '../../kinds/registry.ts';
import { restrain } from '../restrain.ts';
import type { PlanItem, StateEntry } from '../types.ts';
import { forgottenNote } from './notes.ts';
import type { Account } from './roll-back.ts';

/**
 * A delete of what is in no list any more: GHL answers that it is gone, and what is recorded of it goes once that is verified. A
 * list that only lags (GHL, community reports) leaves nothing behind so. Not of what another blueprint was applied to.
 */
export function forgottenLine(entry: StateEntry, { claims = [], ...limits }: Account): PlanItem[] {
  const { address, kind, ghlId, lastApplied, secrets } = entry;
  if (claims.some((claim) => claim.kind === kind && claim.ghlId === ghlId)) return [];
  const line: PlanItem = {
    address,
    kind,
    action: 'delete',
    title: kinds[kind].title(lastApplied),
    ghlId,
    changes: [],
    desired: {},
    target: {},
    applied: asTemplate(lastApplied),
    live: null,
    dependsOn: [],
    kept: [],
    notes: [forgottenNote],
    ...(secrets ? { secrets } : {}),
  };
  return [restrain(line, limits)];
}
