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
  release(): Promise<void>;
}

/** Null when somebody else holds it. Renewed on its own timer; no transaction stays open meanwhile. Times are the database's. */
export async function takeLease(db: Database, name: string, timings: Timings): Promise<Lease | null> {
  const taken = await sql<{ fence: number }>`
    insert into leases (name, fence, expires_at) values (${name}, 1, ${fromNow(timings.leaseTtlMs)})
    on conflict (name) do update set fence = leases.fence + 1, expires_at = excluded.expires_at
      where leases.expires_at < clock_timestamp()
    returning fence`.execute(db);
  const fence = taken.rows[0]?.fence;
  if (fence === undefined) return null;

  const mine = db.updateTable('leases').where('name', '=', name).where('fence', '=', fence);
  // A renewal that fails is tried again by the next one; the fence, not the timer, is what protects the data.
  const renewal = setInterval(() => {
    mine
      .set({ expires_at: fromNow(timings.leaseTtlMs) })
      .execute()
      .catch(() => undefined);
  }, timings.leaseRenewMs);

  return {
    name,
    fence,
    async release() {
      clearInterval(renewal);
      // The row stays, so that its number goes on rising. One that cannot be released runs out.
      await mine
        .set({ expires_at: sql`clock_timestamp()` })
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

/** Refuses every write still under way under this name: its facts have been replaced. */
export async function fenceOff(trx: Transaction<OAuthDatabase>, name: string): Promise<void> {
  await trx
    .updateTable('leases')
    .set({ fence: sql`fence + 1`, expires_at: sql`clock_timestamp()` })
    .where('name', '=', name)
    .execute();
}

export const refreshLeaseName = (installationId: string): string => `refresh:${installationId}`;

const fromNow = (ms: number) => sql<Date>`clock_timestamp() + ${ms} * interval '1 millisecond'`;
