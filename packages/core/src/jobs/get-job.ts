import type { Db, Tx } from '@groundwork/db';
import type { JobView, StepView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context, notFound } from '../context.ts';
import { topicCursor } from '../events/publish-events.ts';
import { summaryOf } from './job-summary.ts';

/** One job with its steps and log, as of one moment: a subscription from its cursor has no gap and no repeat. */
export async function getJob(ctx: Context, id: string): Promise<JobView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const job = await tx
        .selectFrom('jobs')
        .select('plan_id')
        .where('agency_id', '=', agencyId)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!job) throw notFound('job');
      const summary = await summaryOf(tx, agencyId, id);
      const steps = await stepsOf(tx, agencyId, id);
      const lines = await tx
        .selectFrom('events')
        .where('topic', '=', `job:${id}`)
        .where(sql<string>`event->>'type'`, '=', 'log')
        .orderBy('id')
        .select(['id', 'at', 'event'])
        .execute();
      return {
        ...summary,
        planId: job.plan_id,
        steps,
        log: lines.flatMap(({ id: line, at, event }) =>
          event.type === 'log' ? [{ ...event.line, id: line, at: at.toISOString() }] : [],
        ),
        cursor: await topicCursor(tx, agencyId, `job:${id}`),
      };
    });
}

export async function stepsOf(
  db: Db | Tx,
  agencyId: string,
  jobId: string,
  positions?: readonly number[],
): Promise<StepView[]> {
  let query = db.selectFrom('job_steps').where('agency_id', '=', agencyId).where('job_id', '=', jobId);
  if (positions) query = query.where('position', 'in', positions);
  const rows = await query.orderBy('position').selectAll().execute();
  return rows.map((row) => ({
    position: row.position,
    address: row.item.address,
    kind: row.item.kind,
    action: row.item.action,
    title: row.item.title,
    state: row.state,
    ghlId: row.ghl_id ?? row.item.ghlId,
    attempts: row.attempts,
    error: row.error,
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  }));
}
