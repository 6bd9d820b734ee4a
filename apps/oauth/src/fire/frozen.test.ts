import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFireWorld, fireTimeout } from '../testing/fire-world.ts';
import type { FireWorld } from '../testing/fire-world.ts';
import { holdDatabase } from '../testing/hold-database.ts';
import type { ServiceProcess } from '../testing/start-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let fire: FireWorld;
let frozen: ServiceProcess;

beforeEach(async () => {
  fire = await createFireWorld();
  frozen = await fire.start();
});
afterEach(() => fire.close());

const pairNumber = async () => (await fire.row()).pair_number;
const saysFencedOut = /"outcome":"fenced-out"/;
const untilFencedOut = () => vi.waitFor(() => expect(frozen.logs()).toMatch(saysFencedOut), fireTimeout);
const untilJournalSays = (states: string[]) =>
  vi.waitFor(async () => expect((await fire.journal()).map(({ state }) => state)).toEqual(states), fireTimeout);

test('a holder frozen during its call: another takes over within the grace, and its late write is refused', async () => {
  const call = await freezeDuringCall();
  const taker = await fire.start();
  await fire.endLease();
  await vi.waitFor(async () => expect(await pairNumber()).toBe(2), fireTimeout);
  const inForce = await fire.read(taker);

  call.release();
  frozen.thaw();
  await untilFencedOut();
  await untilJournalSays(['done', 'done']);
  expect(await pairNumber()).toBe(2);
  expect((await fire.read(frozen)).accessToken).toBe(inForce.accessToken);
  expect(await fire.callsAtGhl()).toBe(2);
  await fire.proveGrant(frozen);
  expect(fire.ghl.refreshes.filter(({ isRefused }) => isRefused)).toEqual([]);
});

test('a holder frozen until the grace is over: what it brings when it wakes is used, and the grant lives', async () => {
  await fire.sandbox.control.setKnobs({ refreshGraceSeconds: 0 });
  const call = await freezeDuringCall();
  const taker = await fire.start();
  await fire.endLease();
  await vi.waitFor(async () => expect((await fire.row()).refused_at).toBeInstanceOf(Date), fireTimeout);
  expect(await fire.row()).toMatchObject({ pair_number: 1, state: 'active' });

  call.release();
  frozen.thaw();
  await untilFencedOut();
  await vi.waitFor(async () => expect(await pairNumber()).toBe(2), fireTimeout);
  expect(await fire.row()).toMatchObject({ state: 'active', refused_at: null, last_error: null });
  expect(await fire.callsAtGhl()).toBe(2);
  await fire.proveGrant(taker);
});

test('a holder that loses its call while frozen does not ask again with a token that another has spent', async () => {
  await fire.sandbox.control.setKnobs({ refreshGraceSeconds: 0 });
  const call = fire.ghl.hold('before GHL acts');
  await fire.makeDue();
  await call.reached;
  frozen.freeze();
  const taker = await fire.start();
  await fire.endLease();
  await vi.waitFor(async () => expect(await pairNumber()).toBe(2), fireTimeout);

  call.drop();
  frozen.thaw();
  await untilFencedOut();
  expect(await fire.callsAtGhl()).toBe(1);
  await fire.proveGrant(taker);
  expect(fire.ghl.refreshes.filter(({ isRefused }) => isRefused)).toEqual([]);
});

test('a holder frozen in a transaction keeps nobody out for longer than a lease, and calls nothing when it wakes', async () => {
  const hold = await holdDatabase(fire.databaseUrl, 'lock table refresh_journal in exclusive mode');
  await hold.held;
  await fire.makeDue();
  await hold.untilWaitedFor(/^update "refresh_journal"/);
  frozen.freeze();
  // Its statement is done; its transaction stays open, and with it the lock on the lease.
  await hold.release();
  const taker = await fire.start();
  await fire.endLease();
  await vi.waitFor(async () => expect(await pairNumber()).toBe(2), fireTimeout);

  frozen.thaw();
  await vi.waitFor(() => expect(frozen.logs()).toMatch(/a refresh ended early|"outcome":"fenced-out"/), fireTimeout);
  expect(await fire.callsAtGhl()).toBe(1);
  await fire.proveGrant(taker);
  await fire.read(frozen);
});

/** GHL has acted, and the replica does not live to hear of it for now. */
async function freezeDuringCall() {
  const call = fire.ghl.hold('after GHL acted');
  await fire.makeDue();
  await call.reached;
  frozen.freeze();
  return call;
}
