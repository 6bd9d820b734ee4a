import { cleanUpQueue, createBoss, driftScheduleQueue, migrateQueue } from '@groundwork/core';
import { connect, migrate } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import type { Parts } from '../context.ts';
import { createMetrics } from '../metrics.ts';
import { startCleanUpWorker } from './clean-up-worker.ts';
import { startDriftWorkers } from './drift-workers.ts';

test('what nobody waits for says in the log why it failed', async () => {
  const database = await createTestDatabase({
    name: 'server',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  const boss = createBoss(database.url, 'worker');
  boss.on('error', () => {});
  await boss.start();
  const lines: string[] = [];
  const log = pino(new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }));
  const stop = new AbortController();
  onTestFinished(async () => {
    stop.abort();
    await boss.stop({ graceful: false });
    await database.drop();
  });
  const db = connect(database.url);
  await sql`select 1`.execute(db);
  await db.destroy();
  const parts = { boss, metrics: createMetrics(), core: { db, now: () => new Date(), log } } as unknown as Parts;
  await startCleanUpWorker(parts, { log, stop: stop.signal });
  await startDriftWorkers(parts, { log, stop: stop.signal });
  await boss.send(cleanUpQueue, {});
  await boss.send(driftScheduleQueue, {});
  const saying = (words: string) => lines.find((line) => line.includes(words));
  await expect.poll(() => saying('a clean-up broke off')).toContain('"err":{');
  await expect.poll(() => saying('nobody looked for accounts')).toContain('"err":{');
});
