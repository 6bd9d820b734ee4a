import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';

/**
 * Says which key this replica seals with, and answers with those of all that run. A replica that still has the keys in
 * the old order goes on writing with the old one: moving its values away would be a race without an end.
 */
export async function announceWriter(
  { db, keyRing, timings }: Pick<OAuthContext, 'db' | 'keyRing' | 'timings'>,
  replicaId: string,
): Promise<Set<string>> {
  const row = { key_id: keyRing.writingKeyId, seen_at: sql<Date>`clock_timestamp()` };
  await db
    .insertInto('key_writers')
    .values({ replica_id: replicaId, ...row })
    .onConflict((conflict) => conflict.column('replica_id').doUpdateSet(row))
    .execute();
  const since = sql<Date>`clock_timestamp() - ${timings.keyWriterMaxAgeMs} * interval '1 millisecond'`;
  await db.deleteFrom('key_writers').where('seen_at', '<', since).execute();
  const living = await db.selectFrom('key_writers').select('key_id').distinct().execute();
  return new Set(living.map(({ key_id }) => key_id));
}

export async function withdrawWriter({ db }: Pick<OAuthContext, 'db'>, replicaId: string): Promise<void> {
  await db.deleteFrom('key_writers').where('replica_id', '=', replicaId).execute();
}
