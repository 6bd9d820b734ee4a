import type { Db } from '@groundwork/db';
import { sql } from 'kysely';

/**
 * The statements that this schema would refuse, each with why. EXPLAIN with a generic plan runs nothing; it finds names and types that
 * are gone and `on conflict` without its index. What it does not see is a column that an insert of old knows nothing of and has to fill.
 */
export async function findMisunderstood(db: Db, statements: readonly string[]): Promise<string[]> {
  const required = await requiredColumns(db);
  const found: string[] = [];
  for (const statement of statements) {
    const why = [...unfilled(statement, required), ...(await refusal(db, statement))];
    found.push(...why.map((reason) => `${reason}: ${statement}`));
  }
  return found;
}

const refusal = (db: Db, statement: string): Promise<string[]> =>
  sql`${sql.raw(`explain (generic_plan) ${statement}`)}`.execute(db).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );

const unfilled = (statement: string, required: ReadonlyMap<string, string[]>): string[] =>
  [...statement.matchAll(/\binsert into "?(\w+)"?(?: as "?\w+"?)? ?\(([^)]*)\)/gi)].flatMap(
    ([, table = '', columns = '']) => {
      const filled = columns.split(',').map((column) => column.trim().replaceAll('"', ''));
      return (required.get(table) ?? [])
        .filter((column) => !filled.includes(column))
        .map((column) => `${table}.${column} has to be filled`);
    },
  );

/** By table, the columns that take neither null nor a default. */
async function requiredColumns(db: Db): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
    where table_schema = 'public' and is_nullable = 'NO' and column_default is null
      and is_identity = 'NO' and is_generated = 'NEVER'
    group by 1`.execute(db);
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}
