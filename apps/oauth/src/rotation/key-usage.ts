import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { sealedColumns } from '../crypto/sealed-columns.ts';
import type { SealedColumn } from '../crypto/sealed-columns.ts';
import type { Database } from '../db/connect.ts';

/** How many stored values are sealed under each key. */
export async function countByKey(db: Database): Promise<Map<string, number>> {
  const perColumn = sealedColumns.map(
    (place) => sql`
      select ${keyIdIn(place)} as key_id, count(*) as number from ${sql.table(place.table)}
      where ${sql.ref(place.column)} is not null group by 1`,
  );
  const counts = await sql<{ key_id: string; number: string }>`
    select key_id, sum(number) as number from (${sql.join(perColumn, sql` union all `)}) as columns
    group by key_id order by key_id`.execute(db);
  return new Map(counts.rows.map(({ key_id, number }) => [key_id, Number(number)]));
}

/** The id stands at the beginning, so that PostgreSQL need not bring in a whole token to see it. */
export const keyIdIn = ({ column }: SealedColumn): RawBuilder<string> =>
  sql`split_part(left(${sql.ref(column)}, 40), ':', 2)`;
