import { inScope, type Sight } from '../account-scope.ts';
import type { Db, Tx } from '@groundwork/db';
import type { AccountView, JobState } from '@groundwork/shared/views';
import { sql } from 'kysely';

/** Accounts of an agency with the job that was created last, by name. Filter further before use. */
export const accountRows = (db: Db | Tx, sight: Sight) =>
  db
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
    .where('locations.agency_id', '=', sight.agencyId)
    .where(inScope(sight, 'locations.id'))
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
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof accountRows>['executeTakeFirstOrThrow']>>;

export const accountView = (row: Row): AccountView => ({
  id: row.id,
  name: row.name,
  address: row.address,
  state: row.state,
  group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName } : null,
  lastJob: lastJob(row),
});

const lastJob = (row: { jobId: string | null; jobState: JobState | null; jobFinishedAt: Date | null }) =>
  row.jobId && row.jobState
    ? { id: row.jobId, state: row.jobState, finishedAt: row.jobFinishedAt?.toISOString() ?? null }
    : null;
