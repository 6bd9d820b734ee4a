import { AppError } from '@groundwork/shared';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import type { AccountsView, JobState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { authorise, type Context } from '../context.ts';
import { repairAccounts } from './repair-accounts.ts';

/** The list is ours and is shown also while the OAuth service is away. Where that answers and says otherwise, it is right. */
export async function listAccounts(ctx: Context): Promise<AccountsView> {
  authorise(ctx, 'read');
  const [held, { connection, installation }] = await Promise.all([readHeld(ctx), connectionOf(ctx)]);
  const repaired = installation !== null && (await repairAccounts(ctx, held.rows, installation));
  const { rows, syncedAt } = repaired ? await readHeld(ctx) : held;
  return {
    accounts: rows.map((row) => ({
      id: row.id,
      name: row.name,
      address: row.address,
      state: row.state,
      group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName } : null,
      lastJob: lastJob(row),
    })),
    syncedAt: syncedAt?.toISOString() ?? null,
    connection,
  };
}

async function readHeld(ctx: Context) {
  const [rows, agency] = await Promise.all([
    accountRows(ctx),
    ctx.db
      .selectFrom('agencies')
      .select('accounts_synced_at')
      .where('id', '=', ctx.actor.agencyId)
      .executeTakeFirstOrThrow(),
  ]);
  return { rows, syncedAt: agency.accounts_synced_at };
}

const accountRows = (ctx: Context) =>
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
    .leftJoin('location_groups as grouped', 'grouped.id', 'locations.group_id')
    .where('locations.agency_id', '=', ctx.actor.agencyId)
    .orderBy(sql`lower(locations.name)`)
    .select([
      'locations.id',
      'locations.name',
      'locations.address',
      'locations.state',
      'grouped.id as groupId',
      'grouped.name as groupName',
      'last.jobId',
      'last.jobState',
      'last.jobFinishedAt',
    ])
    .execute();

const lastJob = (row: { jobId: string | null; jobState: JobState | null; jobFinishedAt: Date | null }) =>
  row.jobId && row.jobState
    ? { id: row.jobId, state: row.jobState, finishedAt: row.jobFinishedAt?.toISOString() ?? null }
    : null;

interface Connection {
  connection: AccountsView['connection'];
  /** Null where nobody could say. */
  installation: BridgeResponse<'installation'> | null;
}

async function connectionOf(ctx: Context): Promise<Connection> {
  try {
    const installation = await ctx.bridge.installation(ctx.actor.companyId);
    return { connection: describe(installation), installation };
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_INSTALLED')
      return { connection: { state: 'not-installed', reason: error.message }, installation: null };
    ctx.log.warn({ err: error }, 'could not ask the OAuth service for the connection');
    return { connection: { state: 'connected', reason: null }, installation: null };
  }
}

const describe = ({ state, reason }: BridgeResponse<'installation'>): AccountsView['connection'] =>
  state === 'active'
    ? { state: 'connected', reason: null }
    : { state: state === 'uninstalled' ? 'not-installed' : 'needs-reconnect', reason };
