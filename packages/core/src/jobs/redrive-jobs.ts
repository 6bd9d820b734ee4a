import { AppError } from '@groundwork/shared';
import { sql } from 'kysely';
import { inScope } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { reopenJob } from './reopen-job.ts';

/** Starts every job of the agency again that was given up, oldest first. One that a newer job has overtaken is left out. */
export async function redriveJobs(ctx: Context): Promise<{ redriven: number }> {
  authorise(ctx, 'job.redrive');
  const jobs = await ctx.db
    .selectFrom('jobs')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where(inScope(ctx.actor, 'location_id'))
    .where('state', '=', 'FAILED')
    .where(sql<string>`error->>'code'`, '=', 'GIVEN_UP')
    .orderBy('created_at')
    .select('id')
    .execute();
  let redriven = 0;
  for (const { id } of jobs) if (await isReopened(ctx, id)) redriven += 1;
  return { redriven };
}

async function isReopened(ctx: Context, id: string): Promise<boolean> {
  try {
    await reopenJob(ctx, id, { from: 'FAILED', word: 'Started again' });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
