import type { Tx } from '@groundwork/db';
import { inScope } from '../account-scope.ts';
import { type Context, notFound } from '../context.ts';

/** A job of the caller's agency, whose state nobody else changes until the transaction ends. */
export async function lockJob(tx: Tx, ctx: Context, id: string) {
  const job = await tx
    .selectFrom('jobs')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', '=', id)
    .where(inScope(ctx.actor, 'location_id'))
    .select(['id', 'state', 'error', 'plan_id', 'location_id', 'priority', 'runs', 'created_at', 'cancel_requested_at'])
    .forUpdate()
    .executeTakeFirst();
  if (!job) throw notFound('job');
  return job;
}

export type LockedJob = Awaited<ReturnType<typeof lockJob>>;
