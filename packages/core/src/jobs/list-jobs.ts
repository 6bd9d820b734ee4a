import type { JobsPageView, JobState } from '@groundwork/shared/views';
import { z } from 'zod';
import { authorise, type Context } from '../context.ts';
import { topicCursor } from '../events/publish-events.ts';
import { listSummaries } from './job-summary.ts';

// PostgreSQL knows no year 0, and no job is older than 1970.
const pageCursor = z.tuple([z.iso.datetime().refine((at) => Date.parse(at) > 0), z.uuid()]);

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
      const jobs = await listSummaries(tx, agencyId, { ...input, before, limit: input.limit + 1 });
      const page = jobs.slice(0, input.limit);
      const last = page.at(-1);
      return { jobs: page, nextCursor: jobs.length > input.limit && last ? encodePage(last) : null, cursor };
    });
}

const encodePage = (job: { createdAt: string; id: string }): string =>
  Buffer.from(JSON.stringify([job.createdAt, job.id])).toString('base64url');

/** A cursor that cannot be read starts at the first page. */
function decodePage(text: string | undefined): { createdAt: string; id: string } | undefined {
  if (!text) return undefined;
  try {
    const [createdAt, id] = pageCursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { createdAt, id };
  } catch {
    return undefined;
  }
}
