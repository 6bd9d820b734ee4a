import type { Db, Tx } from '@groundwork/db';
import type { JobSummaryView } from '@groundwork/shared/views';
import { type CompiledQuery, sql } from 'kysely';
import { inScope, type Sight } from '../account-scope.ts';
import { stepActions } from './step.ts';
import { priorityWord } from './job-priority.ts';

/** Jobs with what a list shows of them. Filter it by agency before use. */
const summaries = (db: Db | Tx) =>
  db
    .selectFrom('jobs')
    .innerJoin('plans', 'plans.id', 'jobs.plan_id')
    .innerJoin('blueprint_versions as version', 'version.id', 'plans.blueprint_version_id')
    .innerJoin('blueprints', 'blueprints.id', 'version.blueprint_id')
    .innerJoin('locations', (join) =>
      join.onRef('locations.agency_id', '=', 'jobs.agency_id').onRef('locations.id', '=', 'jobs.location_id'),
    )
    .leftJoin('members', 'members.id', 'jobs.created_by')
    .leftJoin('members as canceller', 'canceller.id', 'jobs.cancelled_by')
    .innerJoinLateral(
      (query) =>
        query
          .selectFrom('job_steps')
          .whereRef('job_steps.job_id', '=', 'jobs.id')
          .select([
            sql<number>`count(*)::int`.as('total'),
            sql<number>`(count(*) filter (where job_steps.state in ('APPLIED', 'VERIFIED')))::int`.as('done'),
            sql<number>`(count(*) filter (where job_steps.state = 'FAILED'))::int`.as('failed'),
            sql<number>`(count(*) filter (where job_steps.state = 'NOT_ATTEMPTED'))::int`.as('notAttempted'),
          ])
          .as('counts'),
      (join) => join.onTrue(),
    )
    .select([
      'jobs.id',
      'jobs.state',
      'jobs.error',
      'jobs.priority',
      'jobs.runs',
      'jobs.rollout_id',
      'plans.purpose',
      'jobs.cancel_requested_at',
      'jobs.created_at',
      'jobs.started_at',
      'jobs.finished_at',
      'locations.id as locationId',
      'locations.name as locationName',
      'blueprints.id as blueprintId',
      'blueprints.name as blueprintName',
      'version.number as version',
      'members.name as createdBy',
      'canceller.name as cancelledBy',
      'counts.total',
      'counts.done',
      'counts.failed',
      'counts.notAttempted',
      sql<number>`coalesce((plans.summary->>'manual')::int, 0)`.as('manual'),
      sql<number>`${sql.join(
        stepActions.map((action) => sql`coalesce((plans.summary->>${action})::int, 0)`),
        sql` + `,
      )} - counts.total`.as('waiting'),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof summaries>['executeTakeFirstOrThrow']>>;

const toView = (row: Row): JobSummaryView => ({
  id: row.id,
  state: row.state,
  location: { id: row.locationId, name: row.locationName },
  blueprint: { id: row.blueprintId, name: row.blueprintName, version: row.version },
  total: row.total,
  done: row.done,
  failed: row.failed,
  notAttempted: row.notAttempted,
  manual: row.manual,
  waiting: row.waiting,
  priority: priorityWord(row.priority),
  purpose: row.purpose,
  rolloutId: row.rollout_id,
  runs: row.runs,
  cancelRequestedAt: row.cancel_requested_at?.toISOString() ?? null,
  cancelledBy: row.cancelledBy,
  error: row.error,
  createdAt: row.created_at.toISOString(),
  createdBy: row.createdBy,
  startedAt: row.started_at?.toISOString() ?? null,
  finishedAt: row.finished_at?.toISOString() ?? null,
});

/** Every commit of a journal asks it, and building it is most of its work here: it is built once. Its last parameters name the job. */
let built: CompiledQuery<Row> | null = null;

export async function summaryOf(db: Db | Tx, agencyId: string, jobId: string): Promise<JobSummaryView> {
  built ??= summaries(db).where('jobs.agency_id', '=', agencyId).where('jobs.id', '=', jobId).compile();
  const parameters = [...built.parameters.slice(0, -2), agencyId, jobId];
  const { rows } = await db.executeQuery<Row>({ ...built, parameters });
  const [row] = rows;
  if (!row) throw new Error(`there is no job ${jobId}`);
  return toView(row);
}

export interface JobsFilter {
  state?: JobSummaryView['state'] | undefined;
  locationId?: string | undefined;
  /** Jobs that ended because every run broke off. */
  givenUp?: boolean | undefined;
  /** Jobs older than this one: its creation time and id. */
  before?: { createdAt: string; id: string } | undefined;
  limit: number;
}

/** Newest first. */
export async function listSummaries(db: Db | Tx, sight: Sight, filter: JobsFilter): Promise<JobSummaryView[]> {
  const { state, locationId, givenUp, before } = filter;
  const { agencyId } = sight;
  let query = summaries(db).where('jobs.agency_id', '=', agencyId).where(inScope(sight, 'jobs.location_id'));
  if (state) query = query.where('jobs.state', '=', state);
  if (locationId) query = query.where('jobs.location_id', '=', locationId);
  if (givenUp)
    query = query.where('jobs.state', '=', 'FAILED').where(sql<string>`jobs.error->>'code'`, '=', 'GIVEN_UP');
  // In the order of the index, or every page would count the steps of every job there ever was. A cursor carries milliseconds, a
  // row microseconds: the job itself says where it stands.
  if (before)
    query = query.where(
      sql<boolean>`(jobs.created_at, jobs.id) < (
        coalesce((select last.created_at from jobs last where last.agency_id = ${agencyId} and last.id = ${before.id}::uuid),
          ${before.createdAt}::timestamptz),
        ${before.id}::uuid)`,
    );
  const rows = await query.orderBy('jobs.created_at', 'desc').orderBy('jobs.id', 'desc').limit(filter.limit).execute();
  return rows.map(toView);
}
