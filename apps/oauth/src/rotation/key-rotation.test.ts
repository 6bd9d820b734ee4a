import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { TokenKey } from '../env.ts';
import { createLogger } from '../http/logger.ts';
import { createMetrics } from '../http/metrics.ts';
import { migrate } from '../migrate.ts';
import { newTokenKey, openSealedRows, storeSealedRows } from '../testing/sealed-rows.ts';
import { defaultTimings } from '../timings.ts';
import { countByKey } from './key-usage.ts';
import { createKeyRotation } from './key-rotation.ts';

const [oldKey, newKey] = [newTokenKey('old'), newTokenKey('new')];
let database: TestDatabase;
let db: Database;
beforeEach(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
  await storeSealedRows(db, createKeyRing([oldKey]), 3);
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

function replica(keys: TokenKey[]) {
  const lines: string[] = [];
  const log = createLogger('info', new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }));
  const metrics = createMetrics(db);
  const stopping = new AbortController().signal;
  const rotation = createKeyRotation({
    db,
    keyRing: createKeyRing(keys),
    log,
    metrics,
    stopping,
    timings: defaultTimings,
  });
  return { ...rotation, log: () => lines.join(''), metrics: () => metrics.registry.metrics() };
}

const spare = 'no stored token and no running replica needs these keys';

test('everything goes to the first key; the log has the progress, the metrics what is left, and the end is said once', async () => {
  const before = await openSealedRows(db, [oldKey]);
  const one = replica([newKey, oldKey]);
  await one.run();
  expect(await openSealedRows(db, [newKey])).toEqual(before);
  expect(one.log()).toContain('"left":{"old":0}');
  expect(await one.metrics()).toContain('oauth_sealed_values{key_id="old"} 0');
  expect(await one.metrics()).toContain('oauth_sealed_values{key_id="new"} 18');
  await one.run();
  expect(one.log().split(spare)).toHaveLength(2);
  expect(one.log()).toContain('"keyIds":["old"]');
  expect(await db.selectFrom('connection_log').select(['kind', 'detail']).execute()).toEqual([
    { kind: 'key-in-use', detail: 'new' },
    { kind: 'key-emptied', detail: 'old' },
  ]);
});

test('while a running replica still writes with the old key nothing is taken from it, and the key is not given up', async () => {
  const [early, late] = [replica([oldKey, newKey]), replica([newKey, oldKey])];
  await early.run();
  await late.run();
  await early.run();
  expect(await countByKey(db)).toEqual(new Map([['old', 18]]));
  expect(early.log() + late.log()).not.toContain(`["old"],"msg":"${spare}`);

  await early.close();
  await late.run();
  expect(await countByKey(db)).toEqual(new Map([['new', 18]]));
  expect(late.log()).toContain(spare);
});

test('a replica that died without a word counts no longer after two minutes', async () => {
  await replica([oldKey, newKey]).run();
  const late = replica([newKey, oldKey]);
  await late.run();
  expect(await countByKey(db)).toEqual(new Map([['old', 18]]));
  await db
    .updateTable('key_writers')
    .set({ seen_at: new Date(Date.now() - 121_000) })
    .where('key_id', '=', 'old')
    .execute();
  await late.run();
  expect(await countByKey(db)).toEqual(new Map([['new', 18]]));
});

test('a key that was taken out too early is named in the log, and its values stay', async () => {
  const one = replica([newKey]);
  await one.run();
  expect(one.log()).toContain('"keyIds":["old"]');
  expect(one.log()).toContain('put them back');
  expect(await countByKey(db)).toEqual(new Map([['old', 18]]));
});
