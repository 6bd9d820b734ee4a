import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../context.ts';

const ttlSeconds = 12;
const renewEveryMs = 3_000;

export interface LeaseKey {
  agencyId: string;
  locationId: string;
  jobId: string;
}

/** The right to write to one location, with the number that proves it. `signal` aborts when the right is lost. */
export interface LocationLease {
  fence: number;
  signal: AbortSignal;
  release(): Promise<void>;
}

/** Thrown by writes of a worker that was overtaken: it must touch nothing any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Waits for a dead holder's lease to run out; gives up (null) when a live one keeps renewing it. */
export async function acquireLease(core: Core, key: LeaseKey, signal: AbortSignal): Promise<LocationLease | null> {
  const tries = ttlSeconds + 3;
  for (let attempt = 0; attempt < tries; attempt++) {
    const row = await tryAcquire(core, key);
    if (row) return keep(core, key, row.fence);
    await sleep(1_000, undefined, { signal });
  }
  return null;
}

const expiry = sql<Date>`clock_timestamp() + make_interval(secs => ${ttlSeconds})`;

const tryAcquire = (core: Core, key: LeaseKey) =>
  core.db
    .insertInto('location_leases')
    .values({ agency_id: key.agencyId, location_id: key.locationId, fence: 1, job_id: key.jobId, expires_at: expiry })
    .onConflict((conflict) =>
      conflict
        .columns(['agency_id', 'location_id'])
        .doUpdateSet({ fence: sql`location_leases.fence + 1`, job_id: key.jobId, expires_at: expiry })
        .where('location_leases.expires_at', '<', sql<Date>`clock_timestamp()`),
    )
    .returning('fence')
    .executeTakeFirst();

function keep(core: Core, key: LeaseKey, fence: number): LocationLease {
  const lost = new AbortController();
  const mine = () =>
    core.db
      .updateTable('location_leases')
      .where('agency_id', '=', key.agencyId)
      .where('location_id', '=', key.locationId)
      .where('fence', '=', fence)
      .where('expires_at', '>', sql<Date>`clock_timestamp()`);
  let renewedAt = performance.now();
  const renew = async () => {
    // A process that was frozen, or cannot reach the database, knows by its own clock that it has lost the right.
    if (performance.now() - renewedAt > ttlSeconds * 1000) return lost.abort(new LeaseLost('the lease has run out'));
    const askedAt = performance.now();
    const { numUpdatedRows } = await mine().set({ expires_at: expiry }).executeTakeFirst();
    if (numUpdatedRows === 0n) return lost.abort(new LeaseLost('another worker has taken over'));
    renewedAt = askedAt;
  };
  // A renewal that fails is tried again by the next one; the fence, not this timer, is what protects the rows.
  const timer = setInterval(() => void renew().catch(() => {}), renewEveryMs);
  return {
    fence,
    signal: lost.signal,
    async release() {
      clearInterval(timer);
      await mine()
        .set({ expires_at: sql<Date>`clock_timestamp()` })
        .execute();
    },
  };
}

/** Inside a transaction: goes on only while this worker still holds the location, and keeps others from taking it until commit. */
export async function holdFence(tx: Tx, key: LeaseKey, fence: number): Promise<void> {
  const row = await tx
    .selectFrom('location_leases')
    .select('fence')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .where('fence', '=', fence)
    .where('job_id', '=', key.jobId)
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .forShare()
    .executeTakeFirst();
  if (!row) throw new LeaseLost('another worker has taken over');
}
