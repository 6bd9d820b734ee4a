import { fixtures } from '@groundwork/ghl-sandbox';
import type { Bridge } from '@groundwork/integrations/bridge';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { connectBridge, untilHeard } from '../testing/connect-bridge.ts';
import { startServiceProcess } from '../testing/start-process.ts';
import type { ServiceProcess } from '../testing/start-process.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
const patient = { timeout: 60_000, interval: 30 };
let world: TestWorld;
let replica: ServiceProcess;
let bridge: Bridge;

/** The backend listens at a replica of another process; what happens is done by the first service. */
beforeEach(async () => {
  world = await createWorld();
  await signIn(world.service);
  replica = await startReplica();
  bridge = connectBridge(world.service, [replica.url]);
  await bridge.start();
  await untilHeard(bridge);
});
afterEach(async () => {
  await bridge.stop();
  await replica.kill();
  await world.close();
});

const startReplica = (port?: number) =>
  startServiceProcess({
    databaseUrl: world.databaseUrl,
    sandbox: world.sandbox,
    ...(port === undefined ? {} : { port }),
  });
const token = async (locationId?: string) => (await bridge.accessToken({ companyId, locationId })).accessToken;
const readsOf = async (locationId: string | null) => {
  const reads = world.service.db.selectFrom('token_reads').select('id');
  return (await reads.where('location_id', 'is not distinct from', locationId).execute()).length;
};
const refresh = async () => {
  const { db } = world.service;
  await db
    .updateTable('installations')
    .set({ refresh_after: new Date(0) })
    .execute();
  const number = async () =>
    (await db.selectFrom('installations').select('pair_number').executeTakeFirst())?.pair_number;
  await vi.waitFor(async () => expect(await number()).toBe(2), patient);
};

test('an uninstall ends every token of the agency that is in memory', async () => {
  await Promise.all([token(), token(dental.id)]);
  expect(await token()).toBe(await token());
  await world.sandbox.control.uninstall({ companyId });
  for (const locationId of [undefined, dental.id])
    await vi.waitFor(() => expect(token(locationId)).rejects.toMatchObject({ code: 'NOT_INSTALLED' }), patient);
});

test('an uninstall of one location ends its token and leaves the others in memory', async () => {
  await Promise.all([token(dental.id), token(gym.id)]);
  await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
  await vi.waitFor(() => expect(token(dental.id)).rejects.toMatchObject({ code: 'NOT_INSTALLED' }), patient);
  await token(gym.id);
  expect(await readsOf(gym.id)).toBe(1);
});

test('a renewed token takes the place of the one in memory, and location tokens stay', async () => {
  const before = await token();
  await token(dental.id);
  await refresh();
  await vi.waitFor(async () => expect(await token()).not.toBe(before), patient);
  await token(dental.id);
  expect(await readsOf(dental.id)).toBe(1);
});

test('a grant that has ended is asked about again', async () => {
  await token();
  await world.service.db.updateTable('installations').set({ broken_reason: 'GHL said so.' }).execute();
  await vi.waitFor(async () => {
    await token();
    expect(await readsOf(null)).toBe(2);
  }, patient);
});

test('what happened while the stream was broken is made up for, and the rest stays in memory', async () => {
  const before = await token();
  await token(dental.id);
  await replica.kill();
  await refresh();
  replica = await startReplica(replica.port);
  await untilHeard(bridge);
  await vi.waitFor(async () => expect(await token()).not.toBe(before), patient);
  await token(dental.id);
  expect(await readsOf(dental.id)).toBe(1);
});

test('rows that are gone are not guessed: a backend that comes back too late asks about everything', async () => {
  const before = await token();
  await token(dental.id);
  await replica.kill();
  await refresh();
  await world.service.db.deleteFrom('bridge_events').execute();
  replica = await startReplica(replica.port);
  await untilHeard(bridge);
  await vi.waitFor(async () => expect(await token()).not.toBe(before), patient);
  await token(dental.id);
  expect(await readsOf(dental.id)).toBe(2);
});
