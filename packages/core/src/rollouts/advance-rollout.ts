import type { Selectable } from 'kysely';
import type { Database, Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { assignWaves } from './assign-waves.ts';
import { beginNext } from './begin-next.ts';
import { cancelJobs } from './cancel-jobs.ts';
import { haltReason } from './halt-reason.ts';
import { mayStartByItself } from './start-by-rule.ts';
import { countOf, type Move, nextMove } from './next-move.ts';
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
    moved = await core.db.transaction().execute(async (tx) => {
      const rollout = await lockOpen(tx, id);
      isCancelled = rollout?.state === 'CANCELLED';
      return rollout ? moveOn(core, tx, rollout) : false;
    });
  }
  if (isCancelled) await cancelJobs(core, id);
}

/** Somebody else who holds it does the same. */
const lockOpen = (tx: Tx, id: string): Promise<Rollout | undefined> =>
  tx
    .selectFrom('rollouts')
    .where('id', '=', id)
    .where('is_open', '=', true)
    .selectAll()
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** True where another move may follow. */
async function moveOn(core: Core, tx: Tx, rollout: Rollout): Promise<boolean> {
  const standing = await readStanding(tx, rollout.id);
  const move = nextMove({ ...rollout, acceptedFailures: rollout.accepted_failures }, standing);
  if (move.do === 'begin') return beginNext(core, tx, rollout);
  if (move.do !== 'wait') return (await settle(core, tx, rollout, move), true);

  if (countOf(standing, ['PLANNING']) > 0) await askForPlans(core, tx, rollout.id);
  await tell(core, tx, rollout, standing);
  return false;
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
