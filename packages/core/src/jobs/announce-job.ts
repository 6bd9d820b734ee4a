import type { Tx } from '@groundwork/db';
import type { FeedEvent } from '@groundwork/shared/events';
import type { JobSummaryView } from '@groundwork/shared/views';
import type { Context } from '../context.ts';
import { publishNews } from '../events/publish-events.ts';
import type { LogLine } from './journal-rows.ts';
import { summaryOf } from './job-summary.ts';
import { stepsOf } from './steps-of.ts';

/**
 * Tells followers of the job and of the agency how it stands after a change by a person, who has locked it. The last thing in its
 * transaction.
 */
export async function announceJob(
  tx: Tx,
  ctx: Context,
  jobId: string,
  say: (job: JobSummaryView) => Omit<LogLine, 'address'>,
): Promise<void> {
  const { agencyId } = ctx.actor;
  const job = await summaryOf(tx, agencyId, jobId);
  const steps = await stepsOf(tx, agencyId, jobId);
  const changed: FeedEvent = { type: 'job.changed', job };
  const events: FeedEvent[] = [
    ...steps.map((step): FeedEvent => ({ type: 'step.changed', step })),
    changed,
    { type: 'log', line: { ...say(job), address: null } },
  ];
  await publishNews(tx, agencyId, [
    { topic: `job:${jobId}`, events },
    { topic: 'agency', events: [changed] },
  ]);
}
