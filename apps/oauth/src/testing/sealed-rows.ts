import { createSecretKey, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { createKeyRing } from '../crypto/key-ring.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import { sealedColumns } from '../crypto/sealed-columns.ts';
import type { Database } from '../db/connect.ts';
import type { TokenKey } from '../env.ts';
import { placeIn } from '../grants/pair.ts';

export const newTokenKey = (id: string): TokenKey => ({ id, key: createSecretKey(randomBytes(32)) });

/** As TOKEN_ENCRYPTION_KEYS has them. */
export const ringText = (keys: TokenKey[]): string =>
  keys.map(({ id, key }) => `${id}:${key.export().toString('base64')}`).join(',');

/** Something in every sealed column: `count` grants that need no refresh, each with a journalled pair and a location's token. */
export async function storeSealedRows(db: Database, keyRing: KeyRing, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => `row-${String(index).padStart(5, '0')}`);
  const far = new Date(Date.now() + 80_000_000);
  await db.transaction().execute(async (trx) => {
    for (const id of ids) {
      const grant = placeIn('installations', id);
      const answer = placeIn('refresh_journal', id);
      const minted = `${id}/location`;
      await trx
        .insertInto('installations')
        .values({
          id,
          company_id: id,
          user_type: 'Company',
          issued_at: new Date(),
          access_token: keyRing.seal(`access of ${id}`, grant.access),
          refresh_token: keyRing.seal(`refresh of ${id}`, grant.refresh),
          previous_refresh_token: keyRing.seal(`previous of ${id}`, grant.previousRefresh),
          expires_at: far,
          refresh_after: far,
        })
        .execute();
      await trx
        .insertInto('refresh_journal')
        .values({
          id,
          installation_id: id,
          fence: 1,
          state: 'superseded',
          token_hash: id,
          access_token: keyRing.seal(`answered access of ${id}`, answer.access),
          refresh_token: keyRing.seal(`answered refresh of ${id}`, answer.refresh),
        })
        .execute();
      await trx
        .insertInto('location_tokens')
        .values({
          id: minted,
          company_id: id,
          location_id: 'location',
          access_token: keyRing.seal(`minted of ${id}`, placeIn('location_tokens', minted).access),
          scopes: [],
          minted_at: new Date(),
          expires_at: far,
        })
        .execute();
    }
  });
}

/** Every sealed value in the clear, by its place. Throws when one does not open. */
export async function openSealedRows(db: Database, keys: TokenKey[]): Promise<Map<string, string>> {
  const keyRing = createKeyRing(keys);
  const opened = new Map<string, string>();
  for (const { table, column } of sealedColumns) {
    const { rows } = await sql<{ id: string; sealed: string }>`
      select id, ${sql.ref(column)} as sealed from ${sql.table(table)} where ${sql.ref(column)} is not null`.execute(
      db,
    );
    for (const { id, sealed } of rows)
      opened.set(`${table}.${column} ${id}`, keyRing.open(sealed, { table, column, rowId: id }));
  }
  return opened;
}
