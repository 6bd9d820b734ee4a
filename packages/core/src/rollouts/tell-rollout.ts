import type { Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { readRollouts } from './rollout-views.ts';
import { readStanding, type StandingRow } from './target-rows.ts';

/** What is compared to see whether anything is new. */
export const toldOf = (rollout: { state: string; wave: number }, standing: readonly StandingRow[]): string =>
  `${rollout.state} ${JSON.stringify([rollout.wave, standing.map(({ wave, state, count }) => [wave, state, count])])}`;

/** Tells the agency's pages how a rollout stands, and remembers what they were told. The last thing in its transaction. */
export async function tellRollout(
  core: Pick<Core, 'now'>,
  tx: Tx,
  { id, agencyId }: { id: string; agencyId: string },
): Promise<void> {
  const [rollout] = await readRollouts(tx, { agencyId, id, limit: 1 });
  if (!rollout) return;
  await tx
    .updateTable('rollouts')
    .set({ told: toldOf(rollout, await readStanding(tx, id)), told_at: core.now() })
    .where('agency_id', '=', agencyId)
    .where('id', '=', id)
    .execute();
  await publishEvents(tx, agencyId, 'agency', [{ type: 'rollout.changed', rollout }]);
}
