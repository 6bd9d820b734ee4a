import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { newTokenKey, openSealedRows, ringText } from '../testing/sealed-rows.ts';
import { startTestService } from '../testing/start-service.ts';
import type { TestService } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';
import { countByKey } from './key-usage.ts';

const companyId = fixtures.agency.id;
const locationId = fixtures.locations.dental.id;
const [oldKey, newKey] = [newTokenKey('old'), newTokenKey('new')];
const timings = { keyCheckMs: 20 };
const patient = { timeout: 60_000, interval: 25 };
let world: TestWorld;
const added: TestService[] = [];
afterEach(async () => {
  await Promise.all(added.splice(0).map((service) => service.close()));
  await world.close();
});

async function addReplica(keys: (typeof oldKey)[]): Promise<TestService> {
  const env = { TOKEN_ENCRYPTION_KEYS: ringText(keys) };
  const service = await startTestService({ ...world, timings, env });
  added.push(service);
  return service;
}

test('a roll-out from key to key under reads and refreshes: no read fails, no grant is lost, the old key ends unused', async () => {
  world = await createWorld({ timings, env: { TOKEN_ENCRYPTION_KEYS: ringText([oldKey, newKey]) } });
  await signIn(world.service);
  await callBridge(world.service, 'accessToken', { companyId, locationId });
  const { db } = world.service;
  const replicas = [world.service, await addReplica([oldKey, newKey])];
  const traffic = startTraffic(replicas);

  // One after the other, as a platform replaces them; for a while both orders of the keys run.
  replicas.push(await addReplica([newKey, oldKey]));
  await traffic.goesOn();
  expect([...(await countByKey(db)).keys()]).toContain('old');
  for (const early of replicas.splice(0, 2)) await early.close();
  const watching = await addReplica([newKey, oldKey]);
  replicas.push(watching);
  await vi.waitFor(async () => expect([...(await countByKey(watching.db)).keys()]).toEqual(['new']), patient);
  await traffic.goesOn();
  const { reads, refreshes, failures } = await traffic.end();
  expect(failures).toEqual([]);
  expect(Math.min(reads, refreshes)).toBeGreaterThan(3);

  await openSealedRows(watching.db, [newKey]);
  await vi.waitFor(
    async () => expect(await watching.metrics()).toContain('oauth_sealed_values{key_id="old"} 0'),
    patient,
  );
  expect(watching.logs()).toContain('no stored token and no running replica needs these keys');

  // The last step: the old key leaves the ring, and everything still works.
  const last = await addReplica([newKey]);
  const token = await callBridge(last, 'accessToken', { companyId });
  expect((await demandNewToken(last, token)).accessToken).not.toBe(token.accessToken);
  expect((await last.db.selectFrom('installations').select('state').execute()).map(({ state }) => state)).toEqual([
    'active',
  ]);
});

test('the ciphertexts of two rows swapped: neither token is given out, by any replica, before or after a rotation', async () => {
  world = await createWorld({ timings, env: { TOKEN_ENCRYPTION_KEYS: ringText([oldKey]) } });
  await signIn(world.service);
  const other = fixtures.locations.gym.id;
  await callBridge(world.service, 'accessToken', { companyId, locationId });
  await callBridge(world.service, 'accessToken', { companyId, locationId: other });
  const { db } = world.service;
  const [one, two] = await db.selectFrom('location_tokens').select(['id', 'access_token']).execute();
  if (one === undefined || two === undefined) throw new Error('Two location tokens should be stored.');
  for (const [id, access_token] of [
    [one.id, two.access_token],
    [two.id, one.access_token],
  ] as const)
    await db.updateTable('location_tokens').set({ access_token }).where('id', '=', id).execute();

  const read = (service: TestService, id: string) => callBridge(service, 'accessToken', { companyId, locationId: id });
  // The first replica may still hold the token that it opened before; one that has to open it refuses.
  const fresh = await addReplica([oldKey]);
  await expect(read(fresh, locationId)).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
  await fresh.close();
  const late = await addReplica([newKey, oldKey]);
  await world.service.close();
  await vi.waitFor(
    async () =>
      expect(await countByKey(late.db)).toEqual(
        new Map([
          ['new', 2],
          ['old', 2],
        ]),
      ),
    patient,
  );
  await vi.waitFor(() => expect(late.logs()).toContain('a sealed value cannot be opened'), patient);
  for (const id of [locationId, other])
    await expect(read(late, id)).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
  expect((await callBridge(late, 'accessToken', { companyId })).companyId).toBe(companyId);
});

/** Readers at every replica, and one backend whose token GHL refuses again and again. A replica that goes away is no failure. */
function startTraffic(replicas: TestService[]) {
  const failures: string[] = [];
  const done = { reads: 0, refreshes: 0 };
  let isOver = false;
  const retrying = async (call: (service: TestService) => Promise<unknown>): Promise<void> => {
    const [service] = replicas.toSorted(() => Math.random() - 0.5);
    if (service === undefined) return;
    await call(service).catch((error: unknown) => {
      // As the client does: the next call goes to another replica.
      if (replicas.includes(service)) failures.push(String(error));
    });
  };
  const reader = async (place: { companyId: string; locationId?: string }): Promise<void> => {
    while (!isOver)
      await retrying((service) => callBridge(service, 'accessToken', place).then(() => (done.reads += 1)));
  };
  const refresher = async (): Promise<void> => {
    while (!isOver)
      await retrying(async (service) => {
        await demandNewToken(service, await callBridge(service, 'accessToken', { companyId }));
        done.refreshes += 1;
      });
  };
  const running = [reader({ companyId }), reader({ companyId, locationId }), refresher()];
  return {
    /** Until three more of each have ended well. */
    goesOn: async (): Promise<void> => {
      const { reads, refreshes } = done;
      await vi.waitFor(() => {
        expect(done.reads).toBeGreaterThan(reads + 3);
        expect(done.refreshes).toBeGreaterThan(refreshes + 3);
      }, patient);
    },
    end: async () => {
      isOver = true;
      await Promise.all(running);
      return { ...done, failures };
    },
  };
}
