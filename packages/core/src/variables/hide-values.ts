import type { Tx } from '@groundwork/db';
import type { Blueprint } from '@groundwork/shared/blueprint';
import { sql } from 'kysely';

/** Values kept under names that this blueprint declares secret are secrets from now on, whatever it says later. */
export async function hideValues(tx: Tx, agencyId: string, { variables }: Blueprint): Promise<void> {
  const names = Object.entries(variables).flatMap(([name, { secret }]) => (secret ? [name] : []));
  if (names.length === 0) return;
  await tx
    .updateTable('variable_values')
    .set({ secret: true })
    .where('agency_id', '=', agencyId)
    .where('name', 'in', names)
    .where('secret', '=', false)
    .execute();
}

/**
 * Until the transaction ends: values are not saved while a blueprint is, or one of the two would not know of the other, and a secret
 * stayed in the open. To be taken before any row is locked.
 */
export async function holdDeclarations(tx: Tx, agencyId: string, why: 'to declare' | 'to keep'): Promise<void> {
  const lock = why === 'to declare' ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`;
  await sql`select ${lock}(hashtextextended(${`declarations:${agencyId}`}, 0))`.execute(tx);
}
