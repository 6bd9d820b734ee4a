import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createTestDatabase } from '@groundwork/db/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { connectDatabase } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { holdDatabase } from '../testing/hold-database.ts';
import { newTokenKey, openSealedRows, ringText, storeSealedRows } from '../testing/sealed-rows.ts';
import { countByKey } from './key-usage.ts';

const [oldKey, newKey] = [newTokenKey('old'), newTokenKey('new')];
/** More than a batch of each. */
const rows = 150;

test('killed in the middle of a rotation, the next process goes on where it stood', async () => {
  const database = await createTestDatabase({ name: 'oauth', migrate });
  const db = connectDatabase(database.url, () => undefined);
  onTestFinished(async () => {
    await db.destroy();
    await database.drop();
  });
  await storeSealedRows(db, createKeyRing([oldKey]), rows);
  const before = await openSealedRows(db, [oldKey]);
  const moved = async (): Promise<number> => (await countByKey(db)).get('new') ?? 0;

  // It cannot get past the last of the first rows, however fast it is.
  const hold = await holdDatabase(database.url, 'select from installations order by id desc limit 1 for update');
  await hold.held;
  const killed = startProcess(database.url);
  await hold.untilWaitedFor(/^\s*update "installations" set "\w+_token"/);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  await hold.release();
  expect(await moved()).toBeGreaterThan(0);
  expect(await moved()).toBeLessThan(6 * rows);
  expect(await openSealedRows(db, [newKey, oldKey])).toEqual(before);

  const next = startProcess(database.url);
  await vi.waitFor(async () => expect(await moved()).toBe(6 * rows), { timeout: 60_000, interval: 50 });
  next.kill('SIGTERM');
  await once(next, 'exit');
  expect(await openSealedRows(db, [newKey])).toEqual(before);
});

const startProcess = (databaseUrl: string) =>
  fork(new URL('../main.ts', import.meta.url), [], {
    silent: true,
    env: {
      PATH: process.env['PATH'],
      OAUTH_DATABASE_URL: databaseUrl,
      OAUTH_PORT: '0',
      OAUTH_PUBLIC_URL: 'http://127.0.0.1:4001',
      API_RETURN_URLS: 'main=http://127.0.0.1:4000/auth/ghl/callback',
      BRIDGE_KEYS: ringText([newTokenKey('main')]),
      TOKEN_ENCRYPTION_KEYS: ringText([newKey, oldKey]),
      GHL_CLIENT_ID: 'app-suffix',
      GHL_CLIENT_SECRET: 'secret',
    },
  });
