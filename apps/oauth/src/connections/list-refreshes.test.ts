import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bridgeRoutes } from '@groundwork/shared/bridge';
import type { RefreshEntry } from '@groundwork/shared/bridge';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { JournalState } from '../db/schema.ts';
import { migrate } from '../migrate.ts';
import { listRefreshes, pageOf } from './list-refreshes.ts';

let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
  await sql`insert into installations (id, company_id, location_id, user_type, issued_at) values
    ('g1', 'a1', null, 'Company', now()), ('g2', 'a1', 'l1', 'Location', now()), ('g3', 'a2', null, 'Company', now())`.execute(
    db,
  );
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

const journal = (id: string, entry: { at: string; of?: string; state?: JournalState; error?: string }) =>
  sql`insert into refresh_journal (id, installation_id, fence, state, token_hash, access_token, error, started_at)
    values (${id}, ${entry.of ?? 'g1'}, 1, ${entry.state ?? 'done'}, 'a-hash', 'g1:k1:sealed', ${entry.error ?? null},
      ${entry.at}::timestamptz)`.execute(db);
const list = (input: { companyId?: string; before?: string | null; limit?: number } = {}) =>
  listRefreshes({ db }, { companyId: 'a1', before: null, limit: 50, ...input });
const idsOf = ({ refreshes }: { refreshes: RefreshEntry[] }) => refreshes.map(({ id }) => id);

test('an agency without refreshes, or unknown, has an empty list', async () => {
  expect(await list()).toEqual({ refreshes: [], nextBefore: null });
  expect(await list({ companyId: 'nobody' })).toEqual({ refreshes: [], nextBefore: null });
});

test.for([
  ['intent', 'under-way'],
  ['answered', 'under-way'],
  ['done', 'refreshed'],
  ['unknown', 'unknown'],
  ['failed', 'failed'],
  ['superseded', 'superseded'],
] as const)('what is journalled as %s is %s', async ([state, outcome]) => {
  await journal('r1', { at: '2026-11-20T10:00:00Z', state, error: 'GHL answered 400: invalid_grant' });
  const answer = bridgeRoutes.refreshes.response.parse(await list());
  expect(answer.refreshes).toEqual([
    {
      id: 'r1',
      installationId: 'g1',
      locationId: null,
      startedAt: '2026-11-20T10:00:00.000Z',
      endedAt: null,
      outcome,
      error: 'GHL answered 400: invalid_grant',
    },
  ]);
});

test('all grants of the agency, newest first, and nothing of another or of a token', async () => {
  await journal('first', { at: '2026-11-20T10:00:00Z' });
  await journal('second', { at: '2026-11-20T11:00:00Z', of: 'g2' });
  await journal('theirs', { at: '2026-11-20T12:00:00Z', of: 'g3' });
  await journal('third', { at: '2026-11-20T13:00:00Z' });
  const answer = await list();
  expect(idsOf(answer)).toEqual(['third', 'second', 'first']);
  expect(answer.refreshes[1]).toMatchObject({ installationId: 'g2', locationId: 'l1' });
  expect(JSON.stringify(answer)).not.toMatch(/a-hash|sealed|g1:/);
});

test('pages meet without gap or repeat, though several began within one millisecond or at one moment', async () => {
  const times = ['00.000001', '00.000002', '00.000002', '00.000999', '00.001', '01', '01'];
  for (const [index, time] of times.entries())
    await journal(`r${index}`, { at: `2026-11-20T10:00:${time}Z`, of: index % 2 === 0 ? 'g1' : 'g2' });
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ before, limit: 2 });
    // What begins meanwhile moves nothing.
    await journal(`new ${seen.length}`, { at: '2026-11-21T00:00:00Z' });
    seen.push(...idsOf(page));
    before = bridgeRoutes.refreshes.request.parse({ companyId: 'a1', before: page.nextBefore }).before;
  } while (before !== null);
  expect(seen).toEqual(['r6', 'r5', 'r4', 'r3', 'r2', 'r1', 'r0']);
});

test('the last page says that it is the last, though it is full', async () => {
  for (const id of ['r1', 'r2']) await journal(id, { at: '2026-11-20T10:00:00Z' });
  expect((await list({ limit: 2 })).nextBefore).toBeNull();
});

test.for(['x', '', 'not base64!', Buffer.from('99999999999999999.r1').toString('base64url'), 'MS5yMQ=='])(
  'a place that nobody was given (%s) is refused in words',
  async (before) => {
    await expect(list({ before })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('nextBefore'),
    });
  },
);

test('a page is read by the index of each grant, however long the journal', async () => {
  await sql`insert into refresh_journal (id, installation_id, fence, state, token_hash, started_at)
    select 'j' || n, case n % 3 when 0 then 'g1' when 1 then 'g2' else 'g3' end, 1, 'done', 'h', now() - n * interval '1 minute'
    from generate_series(1, 10000) n`.execute(db);
  await sql`analyze`.execute(db);
  for (const after of [null, { micros: String((Date.now() - 3_600_000) * 1000), id: 'j60' }]) {
    const { rows } = await sql`explain ${pageOf({ companyId: 'a1', after, rows: 51 })}`.execute(db);
    const plan = JSON.stringify(rows);
    expect(plan).toContain('refresh_journal_by_time');
    expect(plan).not.toContain('Seq Scan on refresh_journal');
  }
});
