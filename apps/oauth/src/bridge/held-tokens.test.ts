import { fixtures } from '@groundwork/ghl-sandbox';
import { bridgeRoutes } from '@groundwork/shared/bridge';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge, newNonce, sendBridge } from '../testing/call-bridge.ts';
import { hashOf } from '../testing/demand-new-token.ts';
import { startServiceProcess } from '../testing/start-process.ts';
import type { TestService } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental } = fixtures.locations;
const patient = { timeout: 60_000, interval: 20 };
let world: TestWorld;
let replica: TestService;

/** No heartbeat looks for news here: what is not announced has to be found by the reads themselves. */
beforeEach(async () => {
  world = await createWorld({ timings: { heartbeatMs: 600_000 } });
  await signIn(world.service);
  replica = await world.addReplica();
});
afterEach(() => world.close());

const read = (service: TestService, locationId?: string) =>
  callBridge(service, 'accessToken', { companyId, ...(locationId === undefined ? {} : { locationId }) });

/** Makes a token in the rows unreadable. No event tells of it: who still answers holds the token in memory. */
const spoilRows = (locationId?: string) =>
  locationId === undefined
    ? world.service.db.updateTable('installations').set({ access_token: 'spoilt' }).execute()
    : world.service.db.updateTable('location_tokens').set({ access_token: 'spoilt' }).execute();

/** Resolves when the service answers without the rows. */
async function untilHeld(service: TestService, locationId?: string): Promise<void> {
  const table = locationId === undefined ? 'installations' : 'location_tokens';
  const { access_token: sealed } = await world.service.db
    .selectFrom(table)
    .select('access_token')
    .executeTakeFirstOrThrow();
  await vi.waitFor(async () => {
    await world.service.db.updateTable(table).set({ access_token: sealed }).execute();
    await read(service, locationId);
    await spoilRows(locationId);
    await read(service, locationId);
  }, patient);
  await world.service.db.updateTable(table).set({ access_token: sealed }).execute();
}

const refused = { code: 'NOT_INSTALLED', status: 404 };
const uninstalled = { uninstalled_at: new Date(Date.now() + 3_600_000) };
const uninstall = () => world.service.db.updateTable('installations').set(uninstalled).execute();

test('an uninstall at one replica is respected by the very next read at another that holds the token', async () => {
  await untilHeld(replica);
  await world.sandbox.control.uninstall({ companyId });
  await vi.waitFor(async () => {
    const row = await world.service.db.selectFrom('installations').select('state').executeTakeFirst();
    expect(row?.state).toBe('uninstalled');
  }, patient);
  await expect(read(replica)).rejects.toMatchObject(refused);
});

test("an uninstall of a location ends its token at every replica, and spares the agency's", async () => {
  await read(replica, dental.id);
  await untilHeld(replica, dental.id);
  await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
  await vi.waitFor(async () => {
    const rows = world.service.db.selectFrom('installed_locations').select('state');
    expect((await rows.where('location_id', '=', dental.id).executeTakeFirst())?.state).toBe('uninstalled');
  }, patient);
  await expect(read(replica, dental.id)).rejects.toMatchObject(refused);
  expect((await read(replica)).userType).toBe('Company');
});

test('news that nobody announces are found by the read itself', async () => {
  await untilHeld(replica);
  const { db } = world.service;
  await db.transaction().execute(async (trx) => {
    await sql`alter table installations disable trigger user`.execute(trx);
    await trx.updateTable('installations').set(uninstalled).execute();
    await sql`with next as (update bridge_feed set position = position + 1 returning position)
      insert into bridge_events (position, kind, company_id) select position, 'uninstalled', ${companyId} from next`.execute(
      trx,
    );
    await sql`alter table installations enable trigger user`.execute(trx);
  });
  await expect(read(replica)).rejects.toMatchObject(refused);
});

test('a replica whose listening connection is cut answers no token that has ended', async () => {
  await untilHeld(replica);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'groundwork-oauth-listener' and datname = current_database()`.execute(world.service.db);
  await uninstall();
  await expect(read(replica)).rejects.toMatchObject(refused);
});

test('holds tokens again when the listening connection is back', async () => {
  await untilHeld(replica);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'groundwork-oauth-listener' and datname = current_database()`.execute(world.service.db);
  await expect(untilHeld(replica)).resolves.toBeUndefined();
});

test('a feed that went back makes nobody trust what is held', async () => {
  await untilHeld(replica);
  const { db } = world.service;
  await uninstall();
  await db.deleteFrom('bridge_events').execute();
  await db.updateTable('bridge_feed').set({ position: '0' }).execute();
  await expect(read(replica)).rejects.toMatchObject(refused);
});

test('a call that was made before is refused at every replica, though all hold the token', async () => {
  const services = [world.service, replica];
  for (const service of services) await untilHeld(service);
  await world.service.db.deleteFrom('token_reads').execute();
  const nonce = newNonce();
  const calls = [...services, ...services, ...services].map((service) =>
    sendBridge(service, 'accessToken', { companyId }, { nonce }),
  );
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 401, 401, 401, 401, 401]);
  await expect(callBridge(replica, 'accessToken', { companyId }, { nonce })).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
  expect(await world.service.db.selectFrom('token_reads').select('outcome').execute()).toEqual([{ outcome: 'OK' }]);
});

test('a token that GHL has refused is not answered from memory', async () => {
  await untilHeld(replica);
  const { accessToken } = await read(replica);
  const next = await callBridge(replica, 'accessToken', { companyId, refusedTokenHash: hashOf(accessToken) });
  expect(next.accessToken).not.toBe(accessToken);
  expect((await read(replica)).accessToken).toBe(next.accessToken);
});

test('a replica that is killed has written down every read that it answered', async () => {
  const killed = await startServiceProcess({ databaseUrl: world.databaseUrl, sandbox: world.sandbox });
  const service = { ...world.service, url: killed.url };
  await untilHeld(service);
  const answered: string[] = [];
  const readOn = async (): Promise<void> => {
    for (;;) {
      const answer = await sendBridge(service, 'accessToken', { companyId });
      bridgeRoutes.accessToken.response.parse(await answer.json());
      answered.push(answer.headers.get('x-request-id') ?? '');
      if (answered.length === 300) void killed.kill();
    }
  };
  await Promise.allSettled(Array.from({ length: 20 }, readOn));
  await killed.kill();
  expect(answered.length).toBeGreaterThanOrEqual(300);
  const rows = await world.service.db
    .selectFrom('token_reads')
    .select('request_id')
    .where('outcome', '=', 'OK')
    .execute();
  const written = new Set(rows.map((row) => row.request_id));
  expect(answered.filter((id) => !written.has(id))).toEqual([]);
});
