import type { Db } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import { fillReferences } from '@groundwork/shared/blueprint';
import { type AppliedStep, type Overwrite, rollBack } from '@groundwork/shared/plan';
import { laterWriters } from './later-writers.ts';
import { namedBy } from './named.ts';
import type { PlanGoal } from './plan-goal.ts';
import { readAppliedSteps } from './read-applied-steps.ts';

/** The account as a job found it, but for what clients have changed since. */
export async function rollbackGoal(
  db: Db,
  {
    agencyId,
    rollsBack,
    overwrite,
  }: { agencyId: string; rollsBack: string | null; overwrite?: readonly Overwrite[] | undefined },
): Promise<PlanGoal> {
  if (rollsBack === null)
    throw new AppError(
      'CONFLICT',
      'The job that this plan takes back was cleaned up, and what it had found with it. Apply an earlier version of the blueprint instead.',
    );
  const [steps, later] = await Promise.all([
    readAppliedSteps(db, { agencyId, jobId: rollsBack }),
    laterWriters(db, { agencyId, jobId: rollsBack }),
  ]);
  const found = steps.flatMap(lookOf);
  const written = steps.flatMap(({ item: { kind }, ...step }) => idsOf(step).map((ghlId) => ({ kind, ghlId })));
  // Something else may stand there since.
  const addresses = new Set(steps.map(({ item }) => item.address));
  return {
    wanted: (state) => namedBy(found, [...written, ...state.filter(({ address }) => addresses.has(address))]),
    reach: (account) => rollBack({ steps, overwrite, ...account }).map(later),
  };
}

/** How the object looked, or where nobody knows whether it was made: would look. */
function lookOf({ item: { kind, target }, ghlId, before: { live } }: AppliedStep) {
  if (live) return [{ kind, attributes: live }];
  return ghlId === null ? [{ kind, attributes: fillReferences(target, () => undefined) }] : [];
}

/** Under which it was before, and is since. */
const idsOf = ({ ghlId, before: { state } }: Omit<AppliedStep, 'item'>): string[] =>
  [ghlId, state?.ghlId ?? null].filter((id) => id !== null);
