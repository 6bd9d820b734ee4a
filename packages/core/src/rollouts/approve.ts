import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { targetRows } from './target-rows.ts';

/** What each plan that would be applied destroys. */
export async function plannedLosses(tx: Tx, rolloutId: string): Promise<string[][]> {
  const { rows } = await sql<{ losses: string[] | null }>`
    select losses from ${targetRows([rolloutId])} target where state = 'PLANNED'`.execute(tx);
  return rows.map(({ losses }) => losses ?? []);
}

/** From now on its plans are applied. What they destroy is approved with them; what a later plan of theirs would is not. */
export async function approve(
  core: Pick<Core, 'now'>,
  tx: Tx,
  rolloutId: string,
  approvedBy: string | null,
): Promise<void> {
  await sql`
    update rollout_targets target
    set approved_losses = case when row.state = 'PLANNED' then coalesce(target.losses, '{}') else '{}' end
    from ${targetRows([rolloutId])} row
    where target.rollout_id = ${rolloutId} and row.location_id = target.location_id`.execute(tx);
  await tx
    .updateTable('rollouts')
    .set({ state: 'RUNNING', approved_by: approvedBy, started_at: core.now(), is_open: true })
    .set('wave', sql<number>`(select min(wave) from rollout_targets where rollout_id = ${rolloutId})`)
    .where('id', '=', rolloutId)
    .execute();
}
