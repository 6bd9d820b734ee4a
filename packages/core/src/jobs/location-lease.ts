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
  key: LeaseKey;
  /** Whose app has access to the location. */
  companyId: string;
  fence: number;
  signal: AbortSignal;
  release(): Promise<void>;
}

/** Thrown by writes of a worker that was overtaken: it must touch nothing any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Thrown when another worker holds the location: the queue hands the job out again later. */
export class LocationBusy extends Error {
  override readonly name = 'LocationBusy';
}

/** Takes the location of a job for it, once a dead holder's lease has run out. Null: the job is not open any more. */
export async function acquireLease(core: Core, jobId: string, signal: AbortSignal): Promise<LocationLease | null> {
  const giveUpAt = performance.now() + (ttlSeconds + 3) * 1000;
  for (;;) {
    const askedAt = performance.now();
    const taken = await tryAcquire(core, jobId);
    if (taken) return keep(core, taken, askedAt);
    const leftMs = await untilExpiryMs(core, jobId);
    if (leftMs === null) return null;
    if (askedAt > giveUpAt) throw new LocationBusy(`the location of job ${jobId} is being written by another worker`);
    await sleep(leftMs, undefined, { signal });
  }
}

/** Within bounds: it may be renewed or given back meanwhile. Null: the job is not open. */
async function untilExpiryMs(core: Core, jobId: string): Promise<number | null> {
  const row = await core.db
    .selectFrom('jobs')
    .leftJoin('location_leases as lease', (join) =>
      join.onRef('lease.agency_id', '=', 'jobs.agency_id').onRef('lease.location_id', '=', 'jobs.location_id'),
    )
    .where('jobs.id', '=', jobId)
    .where('jobs.state', 'in', ['PENDING', 'PROCESSING'])
    .select(sql<number | null>`extract(epoch from lease.expires_at - clock_timestamp())::float8 * 1000`.as('leftMs'))
    .executeTakeFirst();
  return row ? Math.min(Math.max(row.leftMs ?? 0, 10), 500) : null;
}

/** Said in a statement, it does not wait for the disk. */
const noDisk = sql<string>`set_config('synchronous_commit', 'off', true)`;
const expiry = sql<Date>`clock_timestamp() + make_interval(secs => ${ttlSeconds})`;

/**
 * Never given twice, not even by a database that died and forgot what it had given last. So nobody waits for the disk here: the
 * intent of the first write does, and with it this is on the disk too.
 */
const nextFence = sql<number>`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;

type Taken = Pick<LocationLease, 'key' | 'companyId' | 'fence'>;

async function tryAcquire(core: Core, jobId: string): Promise<Taken | null> {
  const { rows } = await sql<Omit<LeaseKey, 'jobId'> & Omit<Taken, 'key'>>`
    insert into location_leases as lease (agency_id, location_id, fence, job_id, expires_at)
    select agency_id, location_id, ${nextFence}, id, ${expiry} from jobs
    where id = ${jobId} and state in ('PENDING', 'PROCESSING')
    on conflict (agency_id, location_id) do update set
      fence = greatest(lease.fence + 1, excluded.fence), job_id = excluded.job_id, expires_at = ${expiry}
    where lease.expires_at < clock_timestamp()
    returning agency_id as "agencyId", location_id as "locationId", fence, ${noDisk},
      (select company_id from agencies where id = lease.agency_id) as "companyId"`.execute(core.db);
  const [row] = rows;
  if (!row) return null;
  const { agencyId, locationId, companyId, fence } = row;
  return { key: { agencyId, locationId, jobId }, companyId, fence };
}

function keep(core: Core, { key, companyId, fence }: Taken, askedAt: number): LocationLease {
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
    key,
    companyId,
    fence,
    signal: lost.signal,
    async release() {
      isReleased = true;
      clearInterval(timer);
      clearTimeout(deadline);
      // Should the database lose it, the lease runs out by itself: nobody waits for the disk.
      await mine()
        .set({ expires_at: sql<Date>`clock_timestamp()` })
        .where(sql<boolean>`${noDisk} = 'off'`)
        .execute();
    },
  };
}

/**
 * Inside a transaction: goes on only while this worker still holds the location, and keeps others from taking it until commit. Nor
 * does anybody else change the job meanwhile, or tell of it: what is read of it now is never older than what was told before.
 */
export async function holdFence(tx: Tx, { agencyId, locationId, jobId }: LeaseKey, fence: number): Promise<void> {
  const { rows } = await sql`
    select lease.fence from location_leases lease join jobs on jobs.id = lease.job_id
    where lease.agency_id = ${agencyId} and lease.location_id = ${locationId} and lease.fence = ${fence}
      and lease.job_id = ${jobId} and lease.expires_at > clock_timestamp()
    for share of lease for no key update of jobs`.execute(tx);
  if (rows.length === 0) throw new LeaseLost('another worker has taken over');
}
