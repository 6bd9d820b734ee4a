import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { defaultTimings } from '../timings.ts';
import { fenceOff, isStillMine, takeLease, whileHolding } from './lease.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const dayMs = 86_400_000;
/** Longer than PostgreSQL has been running: to such a lease it has just been started. */
const longer = { ...defaultTimings, leaseTtlMs: dayMs };
const sleeping = { leaseRenewMs: dayMs };
const expireAt = (name: string, expires_at: ReturnType<typeof sql<Date>>) =>
  db.updateTable('leases').set({ expires_at }).where('name', '=', name).execute();

test('one that ran out while PostgreSQL was away is left to its holder for the length of a lease', async () => {
  const first = await takeLease(db, 'away', { ...longer, ...sleeping });
  await expireAt('away', sql<Date>`clock_timestamp() - interval '1 second'`);
  expect(await takeLease(db, 'away', longer)).toBeNull();
  const later = await takeLease(db, 'away', { ...defaultTimings, leaseTtlMs: 1 });
  expect(later?.fence).toBe(2);
  await first?.release();
  await later?.release();
});

test('one that was given back is free at once, and a renewal on its way does not take it again', async () => {
  const first = await takeLease(db, 'given back', { ...longer, leaseRenewMs: 10 });
  await expireAt('given back', sql<Date>`to_timestamp(0)`);
  // The renewals go on: the first that finds nothing to renew says so.
  await expect.poll(() => first?.isSurelyHeld()).toBe(false);
  const second = await takeLease(db, 'given back', longer);
  expect(second?.fence).toBe(2);
  await first?.release();
  expect(await takeLease(db, 'given back', longer)).toBeNull();
  await second?.release();
});

test('one that ran out unnoticed is held again by asking whether it still is, so that nobody takes it in between', async () => {
  const short = { ...defaultTimings, leaseTtlMs: 1 };
  const first = await takeLease(db, 'asked about', { ...defaultTimings, ...sleeping });
  if (first === null) throw new Error('The lease should have been free.');
  await expireAt('asked about', sql<Date>`clock_timestamp() - interval '1 second'`);
  expect(await isStillMine(first)).toBe(true);
  expect(await takeLease(db, 'asked about', short)).toBeNull();

  await expireAt('asked about', sql<Date>`clock_timestamp() - interval '1 second'`);
  const second = await takeLease(db, 'asked about', short);
  expect(await isStillMine(first)).toBe(false);
  expect(first.isSurelyHeld()).toBe(false);
  await Promise.all([first.release(), second?.release()]);
});

test('what replaces the facts shuts out the holder, and whoever comes before it is done', async () => {
  const none = await db.transaction().execute(async (trx) => {
    await fenceOff(trx, 'replaced');
    const early = takeLease(db, 'replaced', longer);
    await sql`select pg_sleep(0.05)`.execute(trx);
    return { early };
  });
  const holder = await none.early;
  expect(holder?.fence).toBe(2);
  await db.transaction().execute((trx) => fenceOff(trx, 'replaced'));
  if (holder === null) throw new Error('The lease should have been free.');
  expect(await whileHolding(db, holder, () => Promise.resolve('written'))).toBe('fenced-out');
  await holder.release();
});
