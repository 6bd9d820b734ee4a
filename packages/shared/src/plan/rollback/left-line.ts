import { asTemplate } from '../../blueprint/references.ts';
import { kinds } from '../../kinds/registry.ts';
import type { LiveResource } from '../../kinds/types.ts';
import type { AppliedStep } from './roll-back.ts';
import type { PlanItem, StateEntry } from '../types.ts';

/** A line of a rollback that writes nothing, and tells a person why. */
export function leftLine(
  { item: { address, kind, secrets }, before }: AppliedStep,
  {
    action,
    note,
    object,
    entry,
  }: {
    action: 'no-op' | 'manual';
    note: string;
    /** What the account holds of it, and what is recorded. */
    object?: LiveResource | undefined;
    entry?: StateEntry | undefined;
  },
): PlanItem {
  return {
    address: entry?.address ?? address,
    kind,
    action,
    title: kinds[kind].title(before.live ?? object?.attributes ?? {}),
    ghlId: object?.id ?? entry?.ghlId ?? null,
    changes: [],
    desired: {},
    target: {},
    applied: asTemplate(entry?.lastApplied ?? {}),
    live: object?.attributes ?? null,
    dependsOn: [],
    kept: [],
    notes: [note],
    ...(entry?.retain ? { retain: entry.retain } : {}),
    ...(secrets ? { secrets } : {}),
  };
}
