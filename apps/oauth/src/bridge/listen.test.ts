import { createTestDatabase } from '@groundwork/db/testing';
import pg from 'pg';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDoor } from '../testing/open-door.ts';
import { startListener } from './listen.ts';

const patient = { timeout: 60_000, interval: 20 };

test('a machine that vanished without a word is noticed, and the one that took over is listened to', async () => {
  const database = await createTestDatabase({ name: 'empty', migrate: () => Promise.resolve() });
  const url = new URL(database.url);
  const door = await openDoor(Number(url.port));
  url.port = String(door.port);
  const listener = startListener({ databaseUrl: url.href, log: pino({ level: 'silent' }), silenceMs: 200 });
  onTestFinished(async () => {
    await listener.stop();
    door.close();
    await database.drop();
  });
  await vi.waitFor(() => expect(listener.connection()).toBe(1), patient);
  door.vanish();
  await vi.waitFor(() => expect(listener.connection()).toBeNull(), patient);

  await door.open();
  await vi.waitFor(() => expect(listener.connection()).toBe(2), patient);
  const seen = listener.turn();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('notify oauth_bridge');
  await client.end();
  expect(await listener.hasNews(seen, 60_000, new AbortController().signal)).toBe(true);
});
