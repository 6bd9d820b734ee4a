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
 * Takes messages whose turn it is: one at a time of a location, by priority and then by age. Of all workers one takes at a time,
 * since pg-boss alone lets two that fetch at the same moment each have one of a location.
 */
export const takeTurns = (parts: Parts, ask: Ask): Promise<Taken[]> =>
  parts.db.transaction().execute(async (tx) => {
    await lockTurns(tx);
    const [first] = await fetch(parts.boss, tx, { ...ask, atMost: 1 });
    if (!first) return [];
    if (ask.atMost === 1) return [first];
    // pg-boss keeps the oldest of a location, whatever their priorities: so the rest comes from one priority at a time.
    const { priority } = first;
    const rest = await fetch(
      parts.boss,
      tx,
      { ...ask, atMost: ask.atMost - 1 },
      { minPriority: priority, maxPriority: priority },
    );
    return [first, ...rest];
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

/** A worker that freezes in the middle of taking does not keep the others from it. */
const lockTurns = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(${turnLock}), set_config('idle_in_transaction_session_timeout', '3000', true)`.execute(
    tx,
  );

const fetch = (
  boss: PgBoss,
  tx: Tx,
  { atMost, passedOver }: Ask,
  priorities: { minPriority?: number; maxPriority?: number } = {},
): Promise<Taken[]> =>
  boss.fetch<ApplyMessage>(applyQueue, {
    ...priorities,
    includeMetadata: true,
    batchSize: atMost,
    groupConcurrency:
      passedOver.length > 0 ? { default: 1, tiers: Object.fromEntries(passedOver.map((id) => [id, 0])) } : 1,
    db: fromKysely(tx),
  });
