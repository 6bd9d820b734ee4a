import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';

/** Where this transaction's news of locations and uninstalls come from: `connection_log` keeps it as their actor. */
export async function noteCause(
  trx: Transaction<OAuthDatabase>,
  cause: `webhook ${string}` | 'installed list' | 'asked GHL',
): Promise<void> {
  await sql`select set_config('groundwork.cause', ${cause}, true)`.execute(trx);
}
