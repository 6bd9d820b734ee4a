import { createTestDatabase } from '@groundwork/db/testing';
import { startSandbox } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { connectDatabase } from './db/connect.ts';
import { migrate } from './migrate.ts';
import { demandNewToken } from './testing/demand-new-token.ts';
import { createFireWorld } from './testing/fire-world.ts';
import { holdDatabase } from './testing/hold-database.ts';
import { startServiceProcess } from './testing/start-process.ts';
import { clientId, clientSecret } from './testing/start-service.ts';

const deadline = { timeout: 180_000 };

test('replicas that start while a migration runs wait outside, and serve once it is done', deadline, async () => {
  const database = await createTestDatabase({ name: 'unmigrated', migrate: () => Promise.resolve() });
  onTestFinished(() => database.drop());
  const { url: databaseUrl } = database;
  const sandbox = await startSandbox({ port: 0, clientId, clientSecret, redirectUris: [] });
  onTestFinished(() => sandbox.close());
  const start = async () => {
    const replica = await startServiceProcess({ databaseUrl, sandbox });
    onTestFinished(() => replica.kill());
    return (await fetch(`${replica.url}/health/ready`)).status;
  };

  const hold = await holdDatabase(databaseUrl, 'create table bridge_feed ()');
  await hold.held;
  const migrations = Promise.all([migrate(databaseUrl), migrate(databaseUrl)]);
  await hold.untilWaitedFor(/create table bridge_feed/);
  const early = await Promise.allSettled([start(), start()]);
  for (const attempt of early)
    expect(String(attempt.status === 'rejected' && attempt.reason)).toMatch(
      /lacks migrations \(0001-start, .*\)\. Run `npm run migrate`, then start again/,
    );
  await hold.release();
  await migrations;
  expect(await Promise.all([start(), start()])).toEqual([200, 200]);
});

test('a migration that only adds disturbs no replica that runs meanwhile', deadline, async () => {
  const world = await createFireWorld();
  onTestFinished(() => world.close());
  const replica = await world.start();
  const before = await world.read(replica);
  const db = connectDatabase(world.databaseUrl, () => undefined);
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db);
  expect(rows.length).toBeGreaterThan(12);
  for (const { name } of rows) await sql`alter table ${sql.table(name)} add column one_day text`.execute(db);
  await db.destroy();

  expect(await world.read(replica)).toEqual(before);
  const next = await demandNewToken(replica, before);
  expect(next.accessToken).not.toBe(before.accessToken);
  expect(await world.read(replica)).toEqual(next);
  expect(replica.logs()).not.toContain('"level":50');
});
