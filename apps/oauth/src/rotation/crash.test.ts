import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createTestDatabase } from '@groundwork/db/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { connectDatabase } from '../db/connect.ts';
import { migrate } from '../migrate.ts';
import { newTokenKey, openSealedRows, ringText, storeSealedRows } from '../testing/sealed-rows.ts';
import { countByKey } from './key-usage.ts';

const [oldKey, newKey] = [newTokenKey('old'), newTokenKey('new')];
const rows = 300;

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

  const killed = startProcess(database.url);
  await vi.waitFor(async () => expect(await moved()).toBeGreaterThan(0), { timeout: 60_000, interval: 5 });
  killed.kill('SIGKILL');
  await once(killed, 'exit');
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
