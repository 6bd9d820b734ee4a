import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { purge } from './purge.ts';

test('reads of tokens are kept for four hundred days, and no day longer however many there are', async () => {
  const database = await createTestDatabase({ name: 'oauth', migrate });
  const db = connectDatabase(database.url, () => undefined);
  onTestFinished(async () => {
    await db.destroy();
    await database.drop();
  });
  const read = (daysAgo: number, count: number) =>
    sql`insert into token_reads (at, backend_id, company_id, outcome, request_id)
      select now() - ${daysAgo} * interval '1 day', 'main', 'company', 'OK', 'request' from generate_series(1, ${count})`.execute(
      db,
    );
  await read(401, 20_001);
  await read(399, 2);
  await read(0, 1);
  await purge({ db });
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from token_reads`.execute(db);
  expect(rows).toEqual([{ left: 3 }]);
});
