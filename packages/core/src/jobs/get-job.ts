import type { JobView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { topicCursor } from '../events/publish-events.ts';
import { summaryOf } from './job-summary.ts';
import { stepsOf } from './steps-of.ts';

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
        .where(inScope(ctx.actor, 'location_id'))
        .executeTakeFirst();
      if (!job) throw notFound('job');
      const summary = await summaryOf(tx, agencyId, id);
      const steps = await stepsOf(tx, agencyId, id);
      const topic = `job:${id}` as const;
      const lines = await tx
        .selectFrom('events')
        .where('topic', '=', topic)
        .where(sql<string>`event->>'type'`, '=', 'log')
        .orderBy('id')
        .select(['id', 'at', 'event'])
        .execute();
      const { first } = await tx
        .selectFrom('events')
        .where('topic', '=', topic)
        .select((event) => event.fn.min('id').as('first'))
        .executeTakeFirstOrThrow();
      return {
        ...summary,
        planId: job.plan_id,
        steps,
        log: lines.flatMap(({ id: line, at, event }) =>
          event.type === 'log' ? [{ ...event.line, id: line, at: at.toISOString() }] : [],
        ),
        // Ids begin at 1, and the first event of every job is written with it.
        logCleanedUp: first !== 1,
        cursor: await topicCursor(tx, agencyId, topic),
      };
    });
}
