import type { Tx } from '@groundwork/db';
import { type RawBuilder, sql } from 'kysely';

/**
 * Has the rollout of a plan looked at again, because a person has begun or reopened the plan's job on its own page. Before anything
 * else in its transaction: whoever brings a rollout on locks its row first, then its jobs, then the feeds.
 */
export async function wakeRollout(tx: Tx, planId: string | RawBuilder<unknown>): Promise<void> {
  await sql`
    update rollouts set is_open = true
    from rollout_targets target
    where target.plan_id = ${planId} and rollouts.id = target.rollout_id`.execute(tx);
}

/** The same for a job that is there. Once its rollout was cancelled, what a person takes up again is that person's alone. */
export async function takeOver(tx: Tx, agencyId: string, jobId: string): Promise<void> {
  await wakeRollout(tx, sql`(select plan_id from jobs where agency_id = ${agencyId} and id = ${jobId})`);
  await tx
    .updateTable('jobs')
    .set({ rollout_id: null })
    .where('agency_id', '=', agencyId)
    .where('id', '=', jobId)
    .where('rollout_id', 'in', (query) => query.selectFrom('rollouts').where('state', '=', 'CANCELLED').select('id'))
    .execute();
}
