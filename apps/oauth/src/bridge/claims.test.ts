import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { newNonce } from '../testing/call-bridge.ts';
import { createClaims } from './claims.ts';
import type { Claims, HeldRead } from './claims.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let claims: Claims;

beforeAll(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
  const name = sql.raw(`"${new URL(database.url).pathname.slice(1)}"`);
  await sql`alter database ${name} set synchronous_commit = on`.execute(db);
  claims = createClaims(database.url, () => undefined);
});
afterAll(async () => {
  await claims.close();
  await db.destroy();
  await database.drop();
});

const call = (nonce = newNonce()) => ({ backendId: 'main', nonce, signedAt: new Date() });
const read = (companyId: string, position: number): HeldRead => ({
  backendId: 'main',
  requestId: companyId,
  companyId,
  position,
});
const recorded = async (): Promise<string[]> => {
  const rows = await db.selectFrom('token_reads').select('request_id').orderBy('request_id').execute();
  return rows.map((row) => row.request_id);
};

test('of calls at one time each nonce is taken once, and only reads that no news speak against are recorded', async () => {
  await sql`with next as (update bridge_feed set position = 5 returning position)
    insert into bridge_events (position, kind, company_id) select position, 'revoked', 'told' from next`.execute(db);
  const twice = newNonce();
  // The first has the connection to itself; the others come meanwhile and share a statement.
  const outcomes = await Promise.all([
    claims.claimRead(call(), read('alone', 5)),
    claims.claimRead(call(twice), read('current', 5)),
    claims.claimRead(call(twice), read('again', 5)),
    claims.claimRead(call(), read('spared', 4)),
    claims.claimRead(call(), read('told', 4)),
    claims.claimRead(call(), read('ahead', 6)),
    claims.claim(call()),
    claims.claim(call(twice)),
  ]);
  expect(outcomes).toEqual(['recorded', 'recorded', 'repeated', 'recorded', 'behind', 'behind', true, false]);
  expect(await recorded()).toEqual(['alone', 'current', 'spared']);
});

test('nobody waits for the disk, whatever the database does else', async () => {
  await sql`create table seen (setting text)`.execute(db);
  await sql`create function see() returns trigger language plpgsql as $$
    begin insert into seen values (current_setting('synchronous_commit')); return new; end $$`.execute(db);
  await sql`create trigger see before insert on bridge_nonces for each row execute function see()`.execute(db);
  await claims.claim(call());
  const { rows } = await sql`select setting from seen`.execute(db);
  expect(rows).toEqual([{ setting: 'off' }]);
});
