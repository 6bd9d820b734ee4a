import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '../context.ts';

const ttlSeconds = 6;
const renewEveryMs = 1_500;
/** A holder that could not renew stops writing this long before another may begin. */
const marginMs = 1_000;

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
  const giveUpAt = performance.now() + (ttlSeconds + 3) * 1000;
  for (;;) {
    const askedAt = performance.now();
    const row = await tryAcquire(core, key);
    if (row) return keep(core, key, { fence: row.fence, askedAt });
    if (askedAt > giveUpAt) return null;
    await sleep(await untilExpiryMs(core, key), undefined, { signal });
  }
}

/** Within bounds: it may be renewed or given back meanwhile. */
async function untilExpiryMs(core: Core, key: LeaseKey): Promise<number> {
  const row = await core.db
    .selectFrom('location_leases')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .select(sql<number>`extract(epoch from expires_at - clock_timestamp())::float8 * 1000`.as('leftMs'))
    .executeTakeFirst();
  return Math.min(Math.max(row?.leftMs ?? 0, 10), 500);
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

function keep(core: Core, key: LeaseKey, { fence, askedAt }: { fence: number; askedAt: number }): LocationLease {
  const lost = new AbortController();
  const mine = () =>
    core.db
      .updateTable('location_leases')
      .where('agency_id', '=', key.agencyId)
      .where('location_id', '=', key.locationId)
      .where('fence', '=', fence)
      .where('expires_at', '>', sql<Date>`clock_timestamp()`);
  let isReleased = false;
  let deadline: NodeJS.Timeout | undefined;
  // A process that was frozen, or cannot reach the database, knows by its own clock that it has lost the right.
  const heldFrom = (at: number) => {
    clearTimeout(deadline);
    const leftMs = at + ttlSeconds * 1000 - marginMs - performance.now();
    deadline = setTimeout(() => lost.abort(new LeaseLost('the lease has run out')), leftMs);
  };
  heldFrom(askedAt);
  const renew = async () => {
    const at = performance.now();
    const { numUpdatedRows } = await mine().set({ expires_at: expiry }).executeTakeFirst();
    if (numUpdatedRows === 0n) lost.abort(new LeaseLost('another worker has taken over'));
    else if (!isReleased) heldFrom(at);
  };
  // A renewal that fails is tried again by the next one; the fence, not this timer, is what protects the rows.
  const timer = setInterval(() => void renew().catch(() => {}), renewEveryMs);
  return {
    fence,
    signal: lost.signal,
    async release() {
      isReleased = true;
      clearInterval(timer);
      clearTimeout(deadline);
      // Should the database lose it, the lease runs out by itself: nobody waits for the disk.
      await mine()
        .set({ expires_at: sql<Date>`clock_timestamp()` })
        .where(sql<boolean>`set_config('synchronous_commit', 'off', true) = 'off'`)
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
