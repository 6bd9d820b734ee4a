import { fillReferences } from '@groundwork/shared/blueprint';
import type { PlanItem } from '@groundwork/shared/plan';
import { createLookup } from './create-lookup.ts';
import type { StateChange } from './state-rows.ts';
import type { Step } from './step.ts';

/** Once a job is taken back, what counted as applied before it does so again, also where nothing had to be written for that. */
export function restoredStates(items: readonly PlanItem[], steps: readonly Step[]): StateChange[] {
  const lookup = createLookup(items, steps);
  return items.flatMap(({ action, address, kind, ghlId, live, applied, retain, secrets }): StateChange[] => {
    if (action !== 'no-op' || ghlId === null) return [];
    // Taken over by the job, and deleted by somebody since.
    if (live === null) return [{ address, kind, ghlId, held: null }];
    // Of what is recorded already, that it was created stays known.
    const held = { lastApplied: fillReferences(applied, lookup), origin: 'adopted' as const, retain, secrets };
    return [{ address, kind, ghlId, held }];
  });
}
