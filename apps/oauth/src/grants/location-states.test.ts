import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const { agency, secondAgency, users } = fixtures;
const companyId = agency.id;
const { dental, gym } = fixtures.locations;
const patient = { timeout: 60_000, interval: 30 };
const yesterday = new Date(Date.now() - 86_400_000);
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld({ timings: { askEveryMs: 50, reconcileGapMs: 0 } });
  await signIn(world.service, { locations: [dental.id, gym.id] });
  await world.sandbox.control.clearStats();
});
afterEach(() => world.close());

const calls = async (route: string) => (await world.sandbox.control.stats()).routes[route] ?? 0;
const mints = () => calls('POST /oauth/locationToken');
const questions = () => calls('GET /locations/:locationId');
const read = (locationId = dental.id, company = companyId) =>
  callBridge(world.service, 'accessToken', { companyId: company, locationId });
const stateOf = async (locationId: string, company = companyId) => {
  const { locations } = await callBridge(world.service, 'installation', { companyId: company });
  return locations.find((location) => location.locationId === locationId)?.state;
};
const becomes = (state: string | undefined, locationId = dental.id, company = companyId) =>
  vi.waitFor(async () => expect(await stateOf(locationId, company)).toBe(state), patient);
const setLocation = (state: 'active' | 'paused' | 'deleted', company?: string) =>
  world.sandbox.control.setLocation({ locationId: dental.id, state, ...(company ? { companyId: company } : {}) });
const rowOf = (locationId = dental.id) =>
  world.service.db
    .selectFrom('installed_locations')
    .selectAll()
    .where('location_id', '=', locationId)
    .executeTakeFirstOrThrow();
/** As after some time: whatever was put off is due. */
const muchLater = (columns: ('asked_at' | 'ask_after')[]) =>
  world.service.db
    .updateTable('installed_locations')
    .set(Object.fromEntries(columns.map((column) => [column, yesterday])))
    .where('location_id', '=', dental.id)
    .execute();
const reconcile = (company = companyId) => callBridge(world.service, 'reconcile', { companyId: company });

describe('a paused location', () => {
  const paused = {
    code: 'LOCATION_PAUSED',
    status: 409,
    message: expect.stringMatching(/Make it active again in GoHighLevel/),
  };

  test('gives no token, says what to do, and is shown as what it is, while the agency and its others work', async () => {
    const before = await read();
    await setLocation('paused');
    await expect(demandNewToken(world.service, before)).rejects.toMatchObject(paused);
    expect(await stateOf(dental.id)).toBe('paused');
    expect((await callBridge(world.service, 'installation', { companyId })).state).toBe('active');
    expect((await read(gym.id)).locationId).toBe(gym.id);
    // The token that was held before is of no use at GHL either.
    await expect(read()).rejects.toMatchObject(paused);
  });

  test('is asked about once a minute at most, by however many readers at two replicas', async () => {
    const replica = await world.addReplica();
    await setLocation('paused');
    const crowd = () =>
      Promise.all(
        [world.service, replica, world.service, replica, replica].map((service) =>
          expect(callBridge(service, 'accessToken', { companyId, locationId: dental.id })).rejects.toMatchObject(
            paused,
          ),
        ),
      );
    await crowd();
    await crowd();
    expect(await mints()).toBe(1);
    await muchLater(['asked_at']);
    await crowd();
    expect(await mints()).toBe(2);
  });

  test('gives a token again to the first reader a minute after it was made active', async () => {
    await setLocation('paused');
    await expect(read()).rejects.toMatchObject(paused);
    await setLocation('active');
    await expect(read()).rejects.toMatchObject(paused);
    await muchLater(['asked_at']);
    expect((await read()).locationId).toBe(dental.id);
    expect(await stateOf(dental.id)).toBe('active');
    expect(await rowOf()).toMatchObject({ paused_at: null, ask_after: null });
  });

  test('is asked about in the background, and noticed without a reader when it is active again', async () => {
    await setLocation('paused');
    await expect(read()).rejects.toMatchObject(paused);
    const since = (await rowOf()).paused_at;
    expect(since).not.toBeNull();
    await muchLater(['asked_at', 'ask_after']);
    await vi.waitFor(async () => expect(await mints()).toBe(2), patient);
    await vi.waitFor(async () => expect((await rowOf()).ask_after?.getTime()).toBeGreaterThan(Date.now()), patient);
    expect(await rowOf()).toMatchObject({ state: 'paused', paused_at: since });
    await setLocation('active');
    await vi.waitFor(async () => {
      // The question before may still be on its way to its row.
      await muchLater(['asked_at', 'ask_after']);
      expect(await stateOf(dental.id)).toBe('active');
    }, patient);
  });

  test('stays paused through a read of the list, where GHL shows it as before', async () => {
    await setLocation('paused');
    await expect(read()).rejects.toMatchObject(paused);
    await reconcile();
    expect(await stateOf(dental.id)).toBe('paused');
  });

  test('that is uninstalled is uninstalled, and active when it comes back', async () => {
    await setLocation('paused');
    await expect(read()).rejects.toMatchObject(paused);
    await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
    await becomes('uninstalled');
    await setLocation('active');
    await signIn(world.service, { locations: [dental.id, gym.id] });
    await becomes('active');
    expect((await read()).locationId).toBe(dental.id);
  });

  test('with a grant of its own keeps it: the failure is noted, a pause said, and both pass', async () => {
    const { bakery } = fixtures.secondLocations;
    await signIn(world.service, { as: users.bakeryOwner.id }, { userType: 'Location' });
    const own = await read(bakery.id, secondAgency.id);
    await world.sandbox.control.setLocation({ locationId: bakery.id, state: 'paused' });
    await expect(demandNewToken(world.service, own)).rejects.toMatchObject(paused);
    const grant = () =>
      world.service.db
        .selectFrom('installations')
        .selectAll()
        .where('location_id', '=', bakery.id)
        .executeTakeFirstOrThrow();
    expect(await grant()).toMatchObject({
      state: 'active',
      failures: 1,
      last_error: expect.stringMatching(/not active/),
    });
    expect((await grant()).next_attempt_at?.getTime()).toBeGreaterThan(Date.now() + 30_000);
    expect(await stateOf(bakery.id, secondAgency.id)).toBe('paused');
    await world.sandbox.control.setLocation({ locationId: bakery.id, state: 'active' });
    await world.service.db.updateTable('installations').set({ next_attempt_at: yesterday }).execute();
    await vi.waitFor(
      async () => expect(await demandNewToken(world.service, own)).toMatchObject({ locationId: bakery.id }),
      patient,
    );
    expect(await stateOf(bakery.id, secondAgency.id)).toBe('active');
    expect(await grant()).toMatchObject({ failures: 0, last_error: null });
  });
});

describe('a location that left the list', () => {
  test('without a word from GHL is uninstalled, asked about once, and stays so while it is there', async () => {
    await world.sandbox.control.setKnobs({ webhookLoss: 1 });
    await world.sandbox.control.uninstall({ companyId, locationId: dental.id });
    await reconcile();
    expect(await stateOf(dental.id)).toBe('uninstalled');
    await vi.waitFor(async () => expect(await rowOf()).toMatchObject({ ask_after: null }), patient);
    expect(await rowOf()).toMatchObject({ state: 'uninstalled', asked_at: expect.any(Date) });
    await reconcile();
    await reconcile();
    expect(await questions()).toBe(1);
    await expect(read()).rejects.toMatchObject({ code: 'NOT_INSTALLED', message: expect.stringMatching(/Install it/) });
  });

  test('because it was deleted is said to be', async () => {
    await read();
    await setLocation('deleted');
    await reconcile();
    await becomes('deleted');
    await expect(read()).rejects.toMatchObject({ code: 'NOT_INSTALLED', message: expect.stringMatching(/deleted/) });
    expect(await questions()).toBe(1);
  });

  test('because it was deleted is active again when GHL says a newer INSTALL', async () => {
    await setLocation('deleted');
    await reconcile();
    await becomes('deleted');
    // The sandbox restores nothing: what the INSTALL says has to stand alone.
    await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'status', count: 1_000 });
    await world.sandbox.control.sendWebhook({ type: 'INSTALL', companyId, locationId: dental.id });
    await becomes('active');
    expect((await rowOf()).deleted_at).toBeInstanceOf(Date);
  });

  test('because another agency has it is said to have moved, before that agency is known here', async () => {
    await read();
    await setLocation('active', secondAgency.id);
    await reconcile();
    await becomes('moved');
    await expect(read()).rejects.toMatchObject({
      code: 'NOT_INSTALLED',
      message: expect.stringMatching(/belongs to another agency/),
    });
    expect(await world.service.db.selectFrom('location_tokens').selectAll().execute()).toEqual([]);
    const { locations } = await callBridge(world.service, 'installation', { companyId });
    expect(locations.find(({ locationId }) => locationId === dental.id)?.name).toBe(dental.name);
  });

  test('is asked about again where GHL gave no clear answer, and not at once', async () => {
    await world.sandbox.control.addFault({ method: 'GET', path: `/locations/${dental.id}`, mode: 'status', count: 1 });
    await setLocation('deleted');
    await reconcile();
    await vi.waitFor(async () => expect((await rowOf()).ask_after?.getTime()).toBeGreaterThan(Date.now()), patient);
    expect(await stateOf(dental.id)).toBe('uninstalled');
    const first = await rowOf();
    expect((first.ask_after?.getTime() ?? 0) - Date.now()).toBeGreaterThan(30_000);
    await muchLater(['ask_after']);
    await becomes('deleted');
  });
});

describe('a location that another agency shows', () => {
  const other = secondAgency.id;
  const connectOther = (locations: string[]) => signIn(world.service, { as: users.otherAgencyAdmin.id, locations });

  test('moves there with its list: the first agency keeps where it was, and its tokens end', async () => {
    await read();
    await setLocation('active', other);
    await connectOther([dental.id]);
    expect(await stateOf(dental.id, other)).toBe('active');
    expect(await stateOf(dental.id)).toBe('moved');
    const tokens = await world.service.db.selectFrom('location_tokens').select('company_id').execute();
    expect(tokens).toEqual([]);
    await expect(read()).rejects.toMatchObject({ code: 'NOT_INSTALLED', message: expect.stringMatching(/another/) });
    expect((await read(dental.id, other)).companyId).toBe(other);
    await reconcile();
    await reconcile(other);
    expect([await stateOf(dental.id), await stateOf(dental.id, other)]).toEqual(['moved', 'active']);
  });

  test('and comes back when its first agency installs it again', async () => {
    await setLocation('active', other);
    await connectOther([dental.id]);
    await setLocation('active', companyId);
    await signIn(world.service, { locations: [dental.id, gym.id] });
    await becomes('active');
    await becomes('moved', dental.id, other);
    expect((await read()).companyId).toBe(companyId);
    const moved = await world.service.db.selectFrom('moved_locations').select('company_id').execute();
    expect(moved).toEqual([{ company_id: other }]);
  });

  test('with a grant of its own gives the agency that it left no token any more', async () => {
    const { bakery } = fixtures.secondLocations;
    await signIn(world.service, { as: users.bakeryOwner.id }, { userType: 'Location' });
    expect((await read(bakery.id, other)).locationId).toBe(bakery.id);
    await world.sandbox.control.setLocation({ locationId: bakery.id, state: 'active', companyId });
    await signIn(world.service, { locations: [dental.id, bakery.id] });
    expect(await stateOf(bakery.id, other)).toBe('moved');
    await expect(read(bakery.id, other)).rejects.toMatchObject({
      code: 'NOT_INSTALLED',
      message: expect.stringMatching(/belongs to another agency/),
    });
    expect((await read(bakery.id)).companyId).toBe(companyId);
  });
});
