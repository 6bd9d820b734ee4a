import type { Selectable } from 'kysely';
import type { Database, Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { assignWaves } from './assign-waves.ts';
import { beginTarget, findNext } from './begin-target.ts';
import { cancelJobs } from './cancel-jobs.ts';
import { haltReason } from './halt-reason.ts';
import { mayStartByItself } from './start-by-rule.ts';
import { countOf, type Move, nextMove } from './next-move.ts';
import { planStaleAnew } from './plan-anew.ts';
import { askForPlans } from './plan-messages.ts';
import { readStanding, type StandingRow } from './target-rows.ts';
import { tellRollout, toldOf } from './tell-rollout.ts';

/** Followers are told of progress at most this often; of another state of the rollout at once. */
const tellEveryMs = 1_000;

export type Rollout = Selectable<Database['rollouts']>;

/** Makes one move after the other, until the next has to wait for something. Each stands for itself, so whoever comes next goes on. */
export async function advanceRollout(core: Core, id: string, signal?: AbortSignal): Promise<void> {
  let isCancelled = false;
  for (let moved = true; moved;) {
    signal?.throwIfAborted();
    const next = await withLock(core, id, async (tx, rollout) => {
      isCancelled = rollout.state === 'CANCELLED';
      return moveOn(core, tx, rollout);
    });
    moved = next === 'moved' || (Array.isArray(next) && (await beginAll(core, id, next)));
  }
  if (isCancelled) await cancelJobs(core, id);
}

/** Null where somebody else holds it, who does the same, or where nothing is to be done any more. */
const withLock = <Result>(
  core: Core,
  id: string,
  work: (tx: Tx, rollout: Rollout) => Promise<Result>,
): Promise<Result | null> =>
  core.db.transaction().execute(async (tx) => {
    const rollout = await tx
      .selectFrom('rollouts')
      .where('id', '=', id)
      .where('is_open', '=', true)
      .selectAll()
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    return rollout ? work(tx, rollout) : null;
  });

/**
 * Each in a transaction of its own: a job's followers are told before the agency's. Whoever looks meanwhile may find others, so
 * each looks again whether there is room.
 */
async function beginAll(core: Core, id: string, locationIds: readonly string[]): Promise<boolean> {
  let begun = 0;
  for (const locationId of locationIds)
    if (await withLock(core, id, (tx, rollout) => beginTarget(core, tx, rollout, locationId))) begun += 1;
  return begun > 0;
}

/** What was done, or the accounts whose turn it is. */
async function moveOn(core: Core, tx: Tx, rollout: Rollout): Promise<'moved' | 'waits' | string[]> {
  const standing = await readStanding(tx, rollout.id);
  if (rollout.state === 'RUNNING' && countOf(standing, ['FAILED']) > 0 && (await planStaleAnew(core, tx, rollout)) > 0)
    return 'moved';
  const move = nextMove({ ...rollout, acceptedFailures: rollout.accepted_failures }, standing);
  if (move.do === 'begin') return findNext(tx, rollout, move.atMost);
  if (move.do !== 'wait') return (await settle(core, tx, rollout, move), 'moved');

  if (countOf(standing, ['PLANNING']) > 0) await askForPlans(core, tx, rollout.id);
  await tell(core, tx, rollout, standing);
  return 'waits';
}

async function settle(
  core: Core,
  tx: Tx,
  rollout: Rollout,
  move: Exclude<Move, { do: 'wait' } | { do: 'begin' }>,
): Promise<void> {
  const set = (
    change: Partial<Pick<Rollout, 'state' | 'wave' | 'halt_reason' | 'started_at' | 'finished_at' | 'approved_by'>>,
  ) => tx.updateTable('rollouts').set(change).where('id', '=', rollout.id).execute();
  switch (move.do) {
    case 'present':
      await assignWaves(tx, rollout.id, rollout.settings);
      await set({ state: 'PLANNED' });
      return mayStartByItself(core, tx, rollout);
    case 'go-on':
      await set({ wave: move.wave });
      return;
    case 'pause':
      await set({
        state: 'PAUSED',
        wave: move.wave,
        halt_reason: 'The canary is done. Look at its accounts, then resume the rollout for all others.',
      });
      return;
    case 'halt':
      await set({ state: 'HALTED', halt_reason: await haltReason(tx, rollout, move) });
      return;
    case 'finish':
      await set({ state: move.state, finished_at: core.now() });
  }
}

/** What is not told now is told by a later look, so until then the rollout stays open. */
async function tell(core: Core, tx: Tx, rollout: Rollout, standing: readonly StandingRow[]): Promise<void> {
  const told = toldOf(rollout, standing);
  const isNews = told !== rollout.told;
  const isUrgent = !rollout.told?.startsWith(`${rollout.state} `);
  const isTime = core.now().getTime() - (rollout.told_at?.getTime() ?? 0) >= tellEveryMs;
  const tellsNow = isNews && (isUrgent || isTime);
  const isMoving =
    rollout.state === 'PLANNING' ||
    rollout.state === 'RUNNING' ||
    countOf(standing, ['PLANNING', 'QUEUED', 'RUNNING']) > 0 ||
    (isNews && !tellsNow);
  if (!isMoving) await tx.updateTable('rollouts').set({ is_open: false }).where('id', '=', rollout.id).execute();
  if (tellsNow) await tellRollout(core, tx, { id: rollout.id, agencyId: rollout.agency_id });
}
