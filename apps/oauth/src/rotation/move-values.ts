import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';
import { sealedColumns } from '../crypto/sealed-columns.ts';
import type { SealedColumn } from '../crypto/sealed-columns.ts';
import { keyIdIn } from './key-usage.ts';

type Parts = Pick<OAuthContext, 'db' | 'keyRing' | 'log' | 'stopping'>;

export interface Batch extends SealedColumn {
  /** How many values were moved, by the key they were moved away from. */
  moved: Map<string, number>;
  /** Left as they are: changed, or swapped with another row. */
  unreadable: number;
}

const batchSize = 100;

/**
 * Seals under the writing key what is sealed under the given ones, a batch at a time. Where it stands is in the rows
 * themselves: whoever begins anew finds what is left. Any number may run at once, beside refreshes: a value is replaced
 * only while it is still the one that was read.
 */
export async function* moveValues(parts: Parts, keyIds: readonly string[]): AsyncGenerator<Batch> {
  for (const place of sealedColumns) {
    let after = '';
    while (!parts.stopping.aborted) {
      const rows = await readRows(parts, { place, keyIds, after });
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.id;
      const batch: Batch = { ...place, moved: new Map(), unreadable: 0 };
      for (const row of rows) {
        const outcome = await moveValue(parts, place, row);
        if (outcome === 'moved') batch.moved.set(row.key_id, (batch.moved.get(row.key_id) ?? 0) + 1);
        if (outcome === 'unreadable') batch.unreadable += 1;
      }
      yield batch;
    }
  }
}

interface SealedRow {
  id: string;
  key_id: string;
  sealed: string;
}

async function readRows(
  { db }: Parts,
  { place, keyIds, after }: { place: SealedColumn; keyIds: readonly string[]; after: string },
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select id, ${keyIdIn(place)} as key_id, ${sql.ref(place.column)} as sealed from ${sql.table(place.table)}
    where id > ${after} and ${keyIdIn(place)} = any(${keyIds}) order by id limit ${batchSize}`.execute(db);
  return rows;
}

/** One row a statement: two rows locked by one could meet a grant that takes them the other way round. */
async function moveValue(
  { db, keyRing, log }: Parts,
  { table, column }: SealedColumn,
  { id, sealed }: SealedRow,
): Promise<'moved' | 'overtaken' | 'unreadable'> {
  const place = { table, column, rowId: id };
  let fresh: string;
  try {
    fresh = keyRing.seal(keyRing.open(sealed, place), place);
  } catch (error) {
    log.error({ err: error, ...place }, 'a sealed value cannot be opened; it is left as it is');
    return 'unreadable';
  }
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${sql.ref(column)} = ${fresh}
    where id = ${id} and ${sql.ref(column)} = ${sealed}`.execute(db);
  return numAffectedRows === 1n ? 'moved' : 'overtaken';
}
