import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Database } from '../db/connect.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import type { Timings } from '../timings.ts';

/** The right to do one thing, alone among all replicas, for as long as its holder lives. */
export interface Lease {
  name: string;
  /** Rises with every holder. A write made under an older number is refused. */
  fence: number;
  /** False once this process was away for so long that somebody else may hold it. Costs no query. */
  isSurelyHeld(): boolean;
  /** Holds it for its whole time from now, unless somebody has taken over: then false. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** Null when somebody else holds it. Renewed on its own timer; no transaction stays open meanwhile. Times are the database's. */
export async function takeLease(db: Database, name: string, timings: Timings): Promise<Lease | null> {
  let heldSince = performance.now();
  // After the database was away every lease looks run out: those who live are given one turn to renew theirs.
  const taken = await sql<{ fence: number }>`
    insert into leases (name, fence, expires_at) values (${name}, 1, ${fromNow(timings.leaseTtlMs)})
    on conflict (name) do update set fence = leases.fence + 1, expires_at = excluded.expires_at
      where leases.expires_at < clock_timestamp()
        and (leases.expires_at = ${released} or pg_postmaster_start_time() < ${fromNow(-timings.leaseTtlMs)})
    returning fence`.execute(db);
  const fence = taken.rows[0]?.fence;
  if (fence === undefined) return null;

  const mine = db.updateTable('leases').where('name', '=', name).where('fence', '=', fence);
  const renew = async (): Promise<boolean> => {
    const at = performance.now();
    const { numUpdatedRows } = await mine
      .where('expires_at', '<>', released)
      .set({ expires_at: fromNow(timings.leaseTtlMs) })
      .executeTakeFirst();
    const isMine = numUpdatedRows > 0n;
    heldSince = isMine ? at : -Infinity;
    return isMine;
  };
  // A renewal that fails is tried again by the next one; the fence, not the timer, is what protects the data.
  const renewal = setInterval(() => void renew().catch(() => undefined), timings.leaseRenewMs);

  return {
    name,
    fence,
    isSurelyHeld: () => performance.now() - heldSince < timings.leaseTtlMs,
    renew,
    async release() {
      clearInterval(renewal);
      // The row stays, so that its number goes on rising. One that cannot be released runs out.
      await mine
        .set({ expires_at: released })
        .execute()
        .catch(() => undefined);
    },
  };
}

/** True while nobody has taken over. The row stays locked to the end of the transaction, so nobody can in between. */
export async function holdsLease(trx: Transaction<OAuthDatabase>, lease: Lease): Promise<boolean> {
  const row = await trx
    .selectFrom('leases')
    .select('fence')
    .where('name', '=', lease.name)
    .where('fence', '=', lease.fence)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Asked before a token is presented once more; whoever looks from now on finds the lease held. Where the database does not
 * answer, nobody else can have asked it either.
 */
export const isStillMine = (lease: Lease): Promise<boolean> => lease.renew().catch(() => true);

/** One transaction that writes only while nobody has taken over. */
export const whileHolding = <T>(
  db: Database,
  lease: Lease,
  write: (trx: Transaction<OAuthDatabase>) => Promise<T>,
): Promise<T | 'fenced-out'> =>
  db.transaction().execute(async (trx) => ((await holdsLease(trx, lease)) ? write(trx) : 'fenced-out'));

/** Refuses every write still under way under this name: its facts have been replaced. */
export async function fenceOff(trx: Transaction<OAuthDatabase>, name: string): Promise<void> {
  await trx
    .insertInto('leases')
    .values({ name, fence: 1, expires_at: released })
    // Where there was no row yet, the next holder waits for this transaction and reads what it wrote.
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ fence: sql`leases.fence + 1`, expires_at: released }),
    )
    .execute();
}

export const refreshLeaseName = (installationId: string): string => `refresh:${installationId}`;

const fromNow = (ms: number) => sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;

/** Given back, not run out: a renewal that comes late does not take it again. */
const released = sql<Date>`to_timestamp(0)`;
