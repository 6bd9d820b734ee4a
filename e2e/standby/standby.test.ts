import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFireWorld, fireTimeout, type FireWorld } from '../../apps/oauth/src/testing/fire-world.ts';
import { demandNewToken } from '../../apps/oauth/src/testing/demand-new-token.ts';
import { openAddress, type Address } from './address.ts';
import { openPair, type Pair } from './pair.ts';
import { urlAt, type Server } from './server.ts';

/** The primary of the OAuth database is lost, and its standby takes over: docs/oauth-service.md, step by step. */

let pair: Pair;
let address: Address;
let world: FireWorld;

beforeEach(async () => {
  pair = await openPair();
  address = await openAddress(pair.primary.port);
  world = await createFireWorld({ databaseUrl: urlAt(address.port, 'groundwork_oauth', 'groundwork_oauth') });
});
afterEach(async () => {
  await world?.close();
  await address?.close();
  await pair?.close();
});

async function failOver(): Promise<void> {
  await pair.primary.kill();
  await promote(pair.standby);
}

async function promote(standby: Server): Promise<void> {
  expect(await standby.ask('select pg_promote()')).toEqual([{ pg_promote: true }]);
  address.moveTo(standby.port);
}

const deadline = { timeout: 180_000 };

test(
  'with synchronous replication the promoted standby has everything, and the service goes on with it',
  deadline,
  async () => {
    await pair.makeSynchronous();
    const replica = await world.start();
    const before = await world.read(replica);
    const journal = await world.journal();
    await failOver();
    await vi.waitFor(async () => expect(await world.read(replica)).toEqual(before), fireTimeout);
    expect(await world.journal()).toEqual(journal);
    await world.proveGrant(replica);
    await pair.replaceStandby();
    // As it is where no address moves: a process that is started anew, on the database that is there.
    await world.proveGrant(await world.start());
  },
);

test(
  'a pair that GHL gave while the primary was lost is kept, and stored where the standby took over',
  deadline,
  async () => {
    await pair.makeSynchronous();
    const replica = await world.start();
    const { pair_number: before } = await world.row();
    const answer = world.ghl.hold('after GHL acted');
    await world.makeDue();
    await answer.reached;
    await pair.primary.kill();
    answer.release();
    await vi.waitFor(() => expect(replica.logs()).toContain('could not be stored yet'), fireTimeout);
    await promote(pair.standby);
    await vi.waitFor(async () => expect((await world.row()).pair_number).toBe(before + 1), fireTimeout);
    expect(world.ghl.refreshes).toEqual([{ status: 200, isRefused: false }]);
    await world.proveGrant(replica);
  },
);

test('while no standby confirms, a synchronous primary lets no token be spent', deadline, async () => {
  await pair.makeSynchronous();
  const replica = await world.start();
  const token = await world.read(replica);
  await pair.standby.kill();
  const demand = demandNewToken(replica, token).catch(() => null);
  const waiting = `select from pg_stat_activity where wait_event = 'SyncRep' and query like '%leases%'`;
  await vi.waitFor(async () => expect(await pair.primary.ask(waiting)).toHaveLength(1), fireTimeout);
  expect(world.ghl.refreshes).toEqual([]);
  await pair.primary.kill();
  await promote(await pair.restartStandby());
  await demand;
  await vi.waitFor(() => world.proveGrant(replica), fireTimeout);
});

test('without it, a pair that only the lost primary had is a lost grant, and is called so', deadline, async () => {
  const replica = await world.start();
  await world.sandbox.control.setKnobs({ refreshGraceSeconds: 0 });
  await pair.standby.kill();
  await demandNewToken(replica, await world.read(replica));
  await pair.primary.kill();
  await promote(await pair.restartStandby());
  await vi.waitFor(() => world.makeDue(), fireTimeout);
  await vi.waitFor(async () => expect((await world.row()).refused_at).toBeInstanceOf(Date), fireTimeout);
  await world.endRest();
  await vi.waitFor(async () => expect((await world.row()).state).toBe('needs-reconnect'), fireTimeout);
});

test(
  'a replica that finds a standby does not start, and one that runs is not ready until it is promoted',
  deadline,
  async () => {
    const replica = await world.start();
    const ready = async () => (await fetch(`${replica.url}/health/ready`)).status;
    expect(await ready()).toBe(200);
    address.moveTo(pair.standby.port);
    await vi.waitFor(async () => expect(await ready()).toBe(503), fireTimeout);
    await expect(world.start()).rejects.toThrow('OAUTH_DATABASE_URL names a standby');
    await pair.primary.kill();
    await promote(pair.standby);
    await vi.waitFor(async () => expect(await ready()).toBe(200), fireTimeout);
    await world.proveGrant(replica);
  },
);
