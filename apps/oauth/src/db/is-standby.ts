import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** A standby answers every read and takes no write: nothing of ours works there. */
export async function isStandby(db: Database): Promise<boolean> {
  const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(db);
  return rows[0]?.standby ?? false;
}
