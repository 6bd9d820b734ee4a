import type { JobsPageView, JobState } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { topicCursor } from '../events/publish-events.ts';
import { decodePage, encodePage } from '../page-cursor.ts';
import { listSummaries } from './job-summary.ts';

/** The agency's jobs, newest first, a page at a time. */
export async function listJobs(
  ctx: Context,
  input: {
    state?: JobState | undefined;
    locationId?: string | undefined;
    givenUp?: boolean | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<JobsPageView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const before = decodePage(input.cursor);
  return ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const cursor = await topicCursor(tx, agencyId, 'agency');
      const jobs = await listSummaries(tx, ctx.actor, { ...input, before, limit: input.limit + 1 });
      const page = jobs.slice(0, input.limit);
      const last = page.at(-1);
      return { jobs: page, nextCursor: jobs.length > input.limit && last ? encodePage(last) : null, cursor };
    });
}
