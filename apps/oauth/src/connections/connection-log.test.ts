import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import type { Insertable, Updateable } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { purge } from '../background/purge.ts';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { migrate } from '../migrate.ts';
import { noteCause } from './note-cause.ts';

let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const addGrant = () =>
  db
    .insertInto('installations')
    .values({ id: 'g1', company_id: 'a1', user_type: 'Company', issued_at: new Date(0) })
    .execute();
const setGrant = (change: Updateable<OAuthDatabase['installations']>) =>
  db.updateTable('installations').set(change).where('id', '=', 'g1').execute();
const setLocation = (change: Updateable<OAuthDatabase['installed_locations']>) =>
  db.updateTable('installed_locations').set(change).where('location_id', '=', 'l1').execute();
const log = async () => {
  const rows = await db.selectFrom('connection_log').selectAll().orderBy('id').execute();
  return rows.map(({ kind, company_id, location_id, actor, detail }) => [
    kind,
    company_id,
    location_id,
    [actor, detail].filter((text) => text !== null).join(' / '),
  ]);
};

test('who connected, when it broke and recovered, who connected again, and when it was uninstalled', async () => {
  await addGrant();
  await setGrant({ access_token: 'sealed', issued_at: day(1), user_id: 'owner' });
  await setGrant({ pair_number: 2, refreshed_at: day(2), access_token: 'sealed anew' });
  await setGrant({ broken_reason: 'GHL answered 400: invalid_grant' });
  await setGrant({ broken_reason: null });
  await setGrant({ issued_at: day(3), user_id: 'colleague' });
  await setGrant({ uninstalled_at: day(4) });
  await setGrant({ uninstalled_at: day(5) });
  expect(await log()).toEqual([
    ['connected', 'a1', null, 'owner'],
    ['broke', 'a1', null, 'GHL answered 400: invalid_grant'],
    ['recovered', 'a1', null, ''],
    ['reconnected', 'a1', null, 'colleague'],
    ['uninstalled', 'a1', null, 'in GHL at 2026-01-04T00:00:00Z'],
  ]);
});

test('an UNINSTALL of what was never connected is nothing that became of a connection', async () => {
  await addGrant();
  await setGrant({ uninstalled_at: day(4) });
  expect(await log()).toEqual([]);
});

test('what became of each location, with each change once', async () => {
  const location: Insertable<OAuthDatabase['installed_locations']> = {
    location_id: 'l1',
    company_id: 'a1',
    installed_at: day(1),
  };
  await db.insertInto('installed_locations').values(location).execute();
  await setLocation({ installed_at: day(2), name: 'A name' });
  await setLocation({ paused_at: day(2) });
  await setLocation({ paused_at: null });
  await setLocation({ uninstalled_at: day(3) });
  await setLocation({ deleted_at: day(4) });
  await setLocation({ installed_at: day(5), deleted_at: null });
  await setLocation({ company_id: null });
  await db
    .insertInto('moved_locations')
    .values({ company_id: 'a1', location_id: 'l1', moved_at: day(6) })
    .execute();
  await setLocation({ company_id: 'a2' });
  expect((await log()).map(([kind, company]) => [kind, company])).toEqual([
    ['location-active', 'a1'],
    ['location-paused', 'a1'],
    ['location-active', 'a1'],
    ['location-uninstalled', 'a1'],
    ['location-deleted', 'a1'],
    ['location-active', 'a1'],
    ['location-moved', 'a1'],
    ['location-active', 'a2'],
  ]);
});

test('says where the news came from, of the transaction that brought them alone', async () => {
  await db
    .insertInto('installed_locations')
    .values({ location_id: 'l1', company_id: 'a1', installed_at: day(1) })
    .execute();
  await db.transaction().execute(async (trx) => {
    await noteCause(trx, 'webhook UNINSTALL');
    await trx
      .updateTable('installed_locations')
      .set({ uninstalled_at: day(2) })
      .execute();
  });
  await setLocation({ installed_at: day(3) });
  expect((await log()).map(([kind, , , actor]) => [kind, actor])).toEqual([
    ['location-active', ''],
    ['location-uninstalled', 'webhook UNINSTALL'],
    ['location-active', ''],
  ]);
});

test('which key is written with, from the first grant on, and each change of it', async () => {
  const start = (replica_id: string, key_id: string) =>
    db.insertInto('key_writers').values({ replica_id, key_id, seen_at: new Date() }).execute();
  await start('r1', 'k1');
  expect(await log()).toEqual([]);
  await addGrant();
  for (const [replica, key] of [
    ['r2', 'k1'],
    ['r3', 'k1'],
    ['r4', 'k2'],
  ] as const)
    await start(replica, key);
  expect(await log()).toEqual([
    ['key-in-use', null, null, 'r2 / k1'],
    ['key-in-use', null, null, 'r4 / k2'],
  ]);
});

test('is not written over, and not deleted before its time', async () => {
  await sql`insert into connection_log (at, kind) values
    (now() - interval '401 days', 'broke'), (now() - interval '300 days', 'broke')`.execute(db);
  const forbidden = [
    sql`update connection_log set detail = 'never happened'`,
    sql`delete from connection_log`,
    sql`truncate connection_log`,
  ];
  for (const statement of forbidden) await expect(statement.execute(db)).rejects.toThrow('append-only');
  await purge({ db });
  expect(await log()).toHaveLength(1);
});
