import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { testEnvironment } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';
import { defaultTimings } from '../timings.ts';

const companyId = fixtures.agency.id;
const patient = { timeout: 60_000, interval: 50 };
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld();
  await signIn(world.service);
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const tokenCalls = async () => (await world.sandbox.control.stats()).routes['POST /oauth/token'] ?? 0;
const read = () => callBridge(world.service, 'accessToken', { companyId });
const row = () => world.service.db.selectFrom('installations').selectAll().executeTakeFirstOrThrow();
const journal = () => world.service.db.selectFrom('refresh_journal').selectAll().orderBy('started_at').execute();
/** Spends the present refresh token too: only the newest pair can do that. */
const refreshAgain = async () => demandNewToken(world.service, await read());

test('an answer that was lost on its way is fetched again at once, within the grace', async () => {
  const refused = await read();
  await world.sandbox.control.addFault({ path: '/oauth/token', mode: 'act-and-drop' });
  const fresh = await demandNewToken(world.service, refused);
  expect(fresh.accessToken).not.toBe(refused.accessToken);
  expect(await tokenCalls()).toBe(2);
  await refreshAgain();
});

test('an answer lost twice leaves the intent open, and the loop recovers the grant without a reader', async () => {
  const refused = await read();
  await world.sandbox.control.addFault({ path: '/oauth/token', mode: 'act-and-drop', count: 2 });
  await expect(demandNewToken(world.service, refused)).rejects.toMatchObject({ code: 'GHL_UNAVAILABLE' });
  await vi.waitFor(async () => expect((await row()).pair_number).toBe(2), patient);
  expect((await journal()).map(({ state }) => state)).toEqual(['superseded', 'done']);
  await refreshAgain();
});

test('an answer that was lost after many failures is asked for within the grace all the same', async () => {
  await world.service.db.updateTable('installations').set({ failures: 20 }).execute();
  await world.sandbox.control.addFault({ path: '/oauth/token', mode: 'act-and-drop', count: 2 });
  await demandNewToken(world.service, await read()).catch(() => undefined);
  const { next_attempt_at: next } = await row();
  const [lost] = await journal();
  const waitMs = (next?.getTime() ?? Infinity) - (lost?.ended_at?.getTime() ?? 0);
  expect(waitMs).toBeLessThan(defaultTimings.graceMs / 2);
});

test('a service killed between GHL’s answer and its own commit: the next one recovers the grant', async () => {
  const child = startChild();
  await child.listening;
  await world.sandbox.control.addFault({ path: '/oauth/token', mode: 'act-and-hang' });
  // The child's loop does this refresh: ours looks again only when its lease has run out.
  await world.service.close();
  await openDatabase(async (db) => {
    await db
      .updateTable('installations')
      .set({ refresh_after: new Date(0) })
      .execute();
    await vi.waitFor(async () => expect(await tokenCalls()).toBe(1), patient);
    child.process.kill('SIGKILL');
    await child.exited;
    // Eight seconds later, without waiting for them.
    await db
      .updateTable('leases')
      .set({ expires_at: new Date(0) })
      .execute();
  });
  const next = await world.addReplica();
  const pairNumber = async () =>
    (await next.db.selectFrom('installations').select('pair_number').executeTakeFirstOrThrow()).pair_number;
  await vi.waitFor(async () => expect(await pairNumber()).toBe(2), patient);
  await demandNewToken(next, await callBridge(next, 'accessToken', { companyId }));
  expect(await pairNumber()).toBe(3);
});

test('a holder that was frozen writes nothing when it wakes: the fence refuses it', async () => {
  const frozen = await world.addReplica({ leaseTtlMs: 150, leaseRenewMs: 1_000_000 });
  const refused = await read();
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 4_000 });
  const late = demandNewToken(frozen, refused);
  await vi.waitFor(async () => expect(await journal()).toHaveLength(1), patient);
  await world.service.db
    .updateTable('leases')
    .set({ expires_at: new Date(0) })
    .execute();
  const [taken, answered] = await Promise.all([demandNewToken(world.service, refused), late]);
  expect(await frozen.metrics()).toContain('oauth_refreshes_total{outcome="fenced-out"} 1');
  expect(await row()).toMatchObject({ pair_number: 2, state: 'active' });
  expect(answered.accessToken).toBe(taken.accessToken);
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 0 });
  await refreshAgain();
});

test('what a late holder brings is not lost: where the takeover came too late for GHL, its pair is used', async () => {
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 4_000, refreshGraceSeconds: 0 });
  const frozen = await world.addReplica({ leaseTtlMs: 150, leaseRenewMs: 1_000_000 });
  const refused = await read();
  const late = demandNewToken(frozen, refused).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await journal()).toHaveLength(1), patient);
  await world.service.db
    .updateTable('leases')
    .set({ expires_at: new Date(0) })
    .execute();
  await demandNewToken(world.service, refused).catch(() => undefined);
  await late;
  await vi.waitFor(async () => expect(await row()).toMatchObject({ pair_number: 2, refused_at: null }), patient);
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 0 });
  await refreshAgain();
});

test('a new pair that the database cannot take at first is kept until it can', async () => {
  const refused = await read();
  const { schema } = world.service.db;
  await schema
    .alterTable('installations')
    .addCheckConstraint('blocked', sql`pair_number < 2`)
    .execute();
  const pending = demandNewToken(world.service, refused);
  await vi.waitFor(async () => expect((await journal()).at(-1)?.state).toBe('answered'), patient);
  await schema.alterTable('installations').dropConstraint('blocked').execute();
  expect((await pending).accessToken).not.toBe(refused.accessToken);
  expect(await tokenCalls()).toBe(1);
  expect(await journal()).toMatchObject([{ state: 'done', access_token: null, refresh_token: null }]);
});

/** The service as `npm run oauth` starts it. */
function startChild() {
  const env = { PATH: process.env['PATH'], ...testEnvironment(world, 0) };
  const child = fork(new URL('../main.ts', import.meta.url), [], { silent: true, env });
  const listening = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => String(chunk).includes('Server listening') && resolve());
  });
  return { process: child, listening, exited: once(child, 'exit') };
}

async function openDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const db = connectDatabase(world.databaseUrl, () => undefined);
  try {
    await work(db);
  } finally {
    await db.destroy();
  }
}
