import type { Db, Tx } from '@groundwork/db';
import { sql } from 'kysely';
import { fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss';
import type { Ask } from './fair-share.ts';
import { applyChannel, type ApplyMessage, applyQueue } from './queue.ts';

export type Taken = JobWithMetadata<ApplyMessage>;

interface Parts {
  db: Db;
  boss: PgBoss;
}

/** A worker that was not heard of for this long is dead, or as good as dead: its leases have run out too. */
export const deadAfterSeconds = 6;
/** A job that was begun goes before whatever else its location has waiting. */
const begunPriority = 1_000;
/** Any number, the same for all workers. */
const turnLock = 7_203_417;

/**
 * Takes the messages whose turn it is: one at a time of a location, by priority and then by age. Several are taken of one priority
 * at a time, since of a location pg-boss then keeps the oldest, whatever the others' priorities.
 */
export const takeTurns = ({ db, boss }: Parts, { atMost, passedOver }: Ask, priority?: number): Promise<Taken[]> =>
  db.transaction().execute(async (tx) => {
    // pg-boss lets two that fetch at the same moment each have one of a location. So of all workers one fetches at a time.
    await lockTurns(tx);
    return boss.fetch<ApplyMessage>(applyQueue, {
      includeMetadata: true,
      batchSize: priority === undefined ? 1 : atMost,
      ...(priority !== undefined && { minPriority: priority, maxPriority: priority }),
      // Of a tier that is passed over none is too many.
      groupConcurrency:
        passedOver.length > 0 ? { default: 1, tiers: Object.fromEntries(passedOver.map((id) => [id, 0])) } : 1,
      db: fromKysely(tx),
    });
  });

/** Gives jobs that broke off to whoever is free, each as the next of its location. Those that somebody else has now stay there. */
export const handBack = ({ db, boss }: Parts, jobs: readonly Attempt[], reason: string): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await lockTurns(tx);
    const own = { db: fromKysely(tx) };
    const attempts = jobs.map(({ id, retryCount }) => ({ id, retryCount }));
    await boss.fail(applyQueue, attempts, { message: reason }, own);
    for (const { id } of attempts) await boss.update(applyQueue, undefined, { id, priority: begunPriority, ...own });
    await sql`select pg_notify(${applyChannel}, '')`.execute(tx);
  });

export type Attempt = Pick<Taken, 'id' | 'retryCount'>;

/** Messages of workers that are dead. pg-boss would notice too, but not within ten seconds. */
export async function abandoned(db: Db): Promise<Attempt[]> {
  const { rows } = await sql<Attempt>`
    select id, retry_count as "retryCount" from pgboss.job
    where name = ${applyQueue} and state = 'active' and group_id is not null
      and heartbeat_on < clock_timestamp() - make_interval(secs => ${deadAfterSeconds})`.execute(db);
  return rows;
}

/**
 * A worker that freezes in the middle of taking does not keep the others from it. And nobody waits for the disk: should the
 * database lose what was taken, it is taken again, and the location's lease sees to the rest.
 */
const lockTurns = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(${turnLock}), set_config('idle_in_transaction_session_timeout', '3000', true),
    set_config('synchronous_commit', 'off', true)`.execute(tx);
