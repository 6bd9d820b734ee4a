import type { Database, Db } from '@groundwork/db';
import { type RawBuilder, sql } from 'kysely';

export interface CleanUpRule {
  what:
    | 'rollouts'
    | 'jobs'
    | 'plans'
    | 'jobEvents'
    | 'agencyEvents'
    | 'sessions'
    | 'invitations'
    | 'webhooks'
    | 'driftIgnores'
    | 'assistantCalls'
    | 'assistantAnswers'
    | 'idempotentCalls'
    | 'deviceSignIns'
    | 'auditEntries'
    | 'apiKeys';
  olderThanDays: number;
  /** Removes up to `limit` rows from before the date, and answers how many it did. */
  remove(db: Db, before: Date, limit: number): Promise<number>;
}

/** Old jobs go before their plans, which then count as never applied. */
export const cleanUpRules: readonly CleanUpRule[] = [
  {
    what: 'rollouts',
    olderThanDays: 400,
    // One that a person left waiting goes too.
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from rollouts where id in (
          select id from rollouts
          where coalesce(finished_at, created_at) < ${before} and state not in ('PLANNING', 'RUNNING')
          limit ${limit})`,
      ),
  },
  { what: 'jobs', olderThanDays: 400, remove: removeJobs },
  {
    what: 'plans',
    olderThanDays: 30,
    // Those of a rollout stay until it is over: they may still be applied.
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from plans where id in (
          select plans.id from plans
          where plans.created_at < ${before} and not exists (select from jobs where jobs.plan_id = plans.id)
            and not exists (
              select from rollout_targets target join rollouts on rollouts.id = target.rollout_id
              where target.plan_id = plans.id and rollouts.finished_at is null)
          limit ${limit})`,
      ),
  },
  {
    what: 'jobEvents',
    olderThanDays: 90,
    // The topic keeps counting, so that a job that is retried later goes on where its log was.
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from events where (topic, id) in (
          select events.topic, events.id from jobs join events on events.topic = 'job:' || jobs.id
          where jobs.finished_at < ${before}
          limit ${limit})`,
      ),
  },
  { what: 'agencyEvents', olderThanDays: 30, remove: removeAgencyEvents },
  {
    what: 'sessions',
    olderThanDays: 30,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from sessions where id_hash in (select id_hash from sessions where expires_at < ${before} limit ${limit})`,
      ),
  },
  {
    what: 'invitations',
    olderThanDays: 30,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from invitations where id in (
          select id from invitations where least(accepted_at, revoked_at, expires_at) < ${before} limit ${limit})`,
      ),
  },
  {
    // GHL sends none again after so long.
    what: 'webhooks',
    olderThanDays: 30,
    remove: rowsFromBefore('webhook_deliveries', 'received_at'),
  },
  {
    what: 'driftIgnores',
    olderThanDays: 30,
    remove: rowsFromBefore('drift_ignores', 'until'),
  },
  {
    what: 'assistantCalls',
    olderThanDays: 400,
    remove: rowsFromBefore('assistant_calls', 'created_at'),
  },
  {
    // Since they were last of use.
    what: 'assistantAnswers',
    olderThanDays: 30,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from assistant_answers where (agency_id, key) in (
          select agency_id, key from assistant_answers where last_used_at < ${before} limit ${limit})`,
      ),
  },
  {
    what: 'idempotentCalls',
    olderThanDays: 1,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from idempotent_calls where (agency_id, key) in (
          select agency_id, key from idempotent_calls where created_at < ${before} limit ${limit})`,
      ),
  },
  {
    what: 'deviceSignIns',
    olderThanDays: 1,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from device_sign_ins where device_code_hash in (
          select device_code_hash from device_sign_ins where expires_at < ${before} limit ${limit})`,
      ),
  },
  {
    what: 'auditEntries',
    olderThanDays: 400,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from audit_entries where id in (select id from audit_entries where at < ${before} limit ${limit})`,
      ),
  },
  {
    // Since their end; after what was written down of them.
    what: 'apiKeys',
    olderThanDays: 401,
    remove: (db, before, limit) =>
      count(
        db,
        sql`delete from api_keys where id in (
          select id from api_keys where least(revoked_at, expires_at) < ${before} limit ${limit})`,
      ),
  },
];

/** What is as old as one of its columns says. */
function rowsFromBefore(table: keyof Database, column: string): CleanUpRule['remove'] {
  const [rows, at] = [sql.table(table), sql.ref(column)];
  return (db, before, limit) =>
    count(db, sql`delete from ${rows} where id in (select id from ${rows} where ${at} < ${before} limit ${limit})`);
}

/** With their steps, their topics and what is left of their events. */
async function removeJobs(db: Db, before: Date, limit: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const jobs = await tx
      .selectFrom('jobs')
      .select('id')
      .where('finished_at', '<', before)
      .orderBy('finished_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute();
    if (jobs.length === 0) return 0;
    const ids = jobs.map(({ id }) => id);
    await tx
      .deleteFrom('event_topics')
      .where(
        'topic',
        'in',
        ids.map((id) => `job:${id}`),
      )
      .execute();
    await tx.deleteFrom('jobs').where('id', 'in', ids).execute();
    return jobs.length;
  });
}

/** Ids of a topic follow time, so what goes is all before the first that stays. */
function removeAgencyEvents(db: Db, before: Date, limit: number): Promise<number> {
  return count(
    db,
    sql`delete from events where (topic, id) in (
      select old.topic, old.id
      from event_topics topic
      cross join lateral (
        select coalesce(
          (select id from events where events.topic = topic.topic and at >= ${before} order by id limit 1),
          topic.last_id + 1
        ) as first_kept
      ) kept
      join events old on old.topic = topic.topic and old.id < kept.first_kept
      where topic.topic like 'agency:%'
      limit ${limit})`,
  );
}

async function count(db: Db, statement: RawBuilder<unknown>): Promise<number> {
  return Number((await statement.execute(db)).numAffectedRows ?? 0n);
}
