import { sql } from 'kysely';
import { sealedColumns } from '../crypto/sealed-columns.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Database } from '../db/connect.ts';
import { keyIdIn } from './key-usage.ts';

const samples = 3;

/** Ids of keys in the ring under which values are stored and none of a few opens: other bytes under a known name. */
export async function falseKeys(db: Database, keyRing: KeyRing): Promise<string[]> {
  const opens = new Map<string, boolean>();
  for (const place of sealedColumns) {
    const { rows } = await sql<{ id: string; key_id: string; sealed: string }>`
      select * from (
        select id, ${keyIdIn(place)} as key_id, ${sql.ref(place.column)} as sealed,
          row_number() over (partition by ${keyIdIn(place)} order by id) as number
        from ${sql.table(place.table)} where ${sql.ref(place.column)} is not null) as numbered
      where number <= ${samples}`.execute(db);
    for (const { id, key_id, sealed } of rows) {
      const isOpen = canOpen(keyRing, sealed, { ...place, rowId: id });
      opens.set(key_id, isOpen || opens.get(key_id) === true);
    }
  }
  return keyRing.keyIds.filter((keyId) => opens.get(keyId) === false);
}

function canOpen(keyRing: KeyRing, ...[sealed, place]: Parameters<KeyRing['open']>): boolean {
  try {
    keyRing.open(sealed, place);
    return true;
  } catch {
    return false;
  }
}
