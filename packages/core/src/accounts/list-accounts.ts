import { AppError } from '@groundwork/shared';
import type { AccountsView, JobState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context } from '../context.ts';

export async function listAccounts(ctx: Context): Promise<AccountsView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const [rows, agency, connection] = await Promise.all([
    ctx.db
      .selectFrom('locations')
      .leftJoinLateral(
        (query) =>
          query
            .selectFrom('jobs')
            .whereRef('jobs.agency_id', '=', 'locations.agency_id')
            .whereRef('jobs.location_id', '=', 'locations.id')
            .orderBy('jobs.created_at', 'desc')
            .limit(1)
            .select(['jobs.id as jobId', 'jobs.state as jobState', 'jobs.finished_at as jobFinishedAt'])
            .as('last'),
        (join) => join.onTrue(),
      )
      .where('locations.agency_id', '=', agencyId)
      .orderBy(sql`lower(locations.name)`)
      .select([
        'locations.id',
        'locations.name',
        'locations.address',
        'locations.state',
        'last.jobId',
        'last.jobState',
        'last.jobFinishedAt',
      ])
      .execute(),
    ctx.db.selectFrom('agencies').select('accounts_synced_at').where('id', '=', agencyId).executeTakeFirstOrThrow(),
    connectionOf(ctx),
  ]);
  return {
    accounts: rows.map((row) => ({
      id: row.id,
      name: row.name,
      address: row.address,
      state: row.state,
      lastJob: lastJob(row),
    })),
    syncedAt: agency.accounts_synced_at?.toISOString() ?? null,
    connection,
  };
}

const lastJob = (row: { jobId: string | null; jobState: JobState | null; jobFinishedAt: Date | null }) =>
  row.jobId && row.jobState
    ? { id: row.jobId, state: row.jobState, finishedAt: row.jobFinishedAt?.toISOString() ?? null }
    : null;

/** The list itself is ours and is shown also while the OAuth service is away. */
async function connectionOf(ctx: Context): Promise<AccountsView['connection']> {
  try {
    const installation = await ctx.bridge.installation(ctx.actor.companyId);
    if (installation.state === 'active') return { state: 'connected', reason: null };
    return {
      state: installation.state === 'uninstalled' ? 'not-installed' : 'needs-reconnect',
      reason: installation.reason,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_INSTALLED')
      return { state: 'not-installed', reason: error.message };
    ctx.log.warn({ err: error }, 'could not ask the OAuth service for the connection');
    return { state: 'connected', reason: null };
  }
}
