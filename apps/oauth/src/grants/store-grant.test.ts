import { fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createKeyRing } from '../crypto/key-ring.ts';
import { readEnv } from '../env.ts';
import { testEnvironment } from '../testing/start-service.ts';
import { placeIn } from './pair.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
let world: TestWorld;

beforeEach(async () => {
  world = await createWorld();
  await signIn(world.service);
});
afterEach(() => world.close());

const row = () => world.service.db.selectFrom('installations').selectAll().executeTakeFirstOrThrow();
const read = () => callBridge(world.service, 'accessToken', { companyId });

test('a newer grant replaces the stored one, and the old pair goes once the new one has worked', async () => {
  const before = await read();
  await signIn(world.service);
  expect((await read()).accessToken).not.toBe(before.accessToken);
  // The read of the locations that follows a sign-in was the first use of the new pair.
  expect(await row()).toMatchObject({ pair_number: 2, previous_refresh_token: null });
});

test('until the new pair has worked, the old one is kept', async () => {
  await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'status', count: 50 });
  await signIn(world.service);
  expect((await row()).previous_refresh_token).not.toBeNull();
});

test('two sign-ins before the new pair has worked do not push out the one that has', async () => {
  const proven = (await row()).refresh_token;
  const keyRing = createKeyRing(readEnv(testEnvironment(world, 0)).TOKEN_ENCRYPTION_KEYS);
  const { id } = await row();
  const opened = keyRing.open(proven ?? '', placeIn('installations', id).refresh);
  await world.sandbox.control.addFault({ path: '/oauth/installedLocations', mode: 'status', count: 50 });
  await signIn(world.service);
  await signIn(world.service);
  const { previous_refresh_token: kept, pair_number: number } = await row();
  expect(number).toBe(3);
  expect(keyRing.open(kept ?? '', placeIn('installations', id).previousRefresh)).toBe(opened);
});

test('a grant of one location is used once at sign-in: that confirms its pair, and brings the name', async () => {
  const who = { as: fixtures.users.bakeryOwner.id };
  const { bakery } = fixtures.secondLocations;
  const own = () =>
    world.service.db
      .selectFrom('installations')
      .selectAll()
      .where('location_id', '=', bakery.id)
      .executeTakeFirstOrThrow();
  await signIn(world.service, who, { userType: 'Location' });
  await world.sandbox.control.addFault({ path: `/locations/${bakery.id}`, mode: 'status', count: 1 });
  await signIn(world.service, who, { userType: 'Location' });
  expect(await own()).toMatchObject({ pair_number: 2, previous_refresh_token: expect.any(String) });
  await signIn(world.service, who, { userType: 'Location' });
  expect(await own()).toMatchObject({ pair_number: 3, previous_refresh_token: null });
  const { locations } = await callBridge(world.service, 'installation', { companyId: fixtures.secondAgency.id });
  expect(locations).toMatchObject([{ locationId: bakery.id, name: bakery.name, state: 'active' }]);
});

test('a grant that came later but is older does not replace a newer one', async () => {
  const before = await read();
  await world.service.db
    .updateTable('installations')
    .set({ issued_at: new Date(Date.now() + 60_000) })
    .execute();
  const { ticket } = await signIn(world.service);
  expect(ticket).not.toBe('');
  expect((await read()).accessToken).toBe(before.accessToken);
});

test('a grant that may do less does not replace one that works', async () => {
  const before = await read();
  await world.sandbox.control.setKnobs({ withheldScopes: ['locations/tags.write'] });
  await signIn(world.service);
  expect((await read()).accessToken).toBe(before.accessToken);
  expect((await read()).scopes).toContain('locations/tags.write');
});

test('a newer agency grant ends the location tokens of the one before, so that its scopes count at once', async () => {
  const scope = 'locations/tags.write';
  const limited = await createWorld({ knobs: { withheldScopes: [scope] } });
  onTestFinished(() => limited.close());
  const { service, sandbox } = limited;
  const ref = { companyId, locationId: fixtures.locations.dental.id };
  await signIn(service);
  expect((await callBridge(service, 'accessToken', ref)).scopes).not.toContain(scope);
  await sandbox.control.setKnobs({ withheldScopes: [] });
  await signIn(service);
  expect((await callBridge(service, 'accessToken', ref)).scopes).toContain(scope);
});

test('a location token that was being minted under the grant before is not kept', async () => {
  const ref = { companyId, locationId: fixtures.locations.dental.id };
  await world.sandbox.control.clearStats();
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 5_000 });
  const early = callBridge(world.service, 'accessToken', ref);
  const mints = async () => (await world.sandbox.control.stats()).routes['POST /oauth/locationToken'];
  await expect.poll(mints).toBe(1);
  await world.sandbox.control.setKnobs({ tokenLatencyMs: 0 });
  await signIn(world.service);
  await early;
  await callBridge(world.service, 'accessToken', ref);
  expect(await mints()).toBe(2);
});

test('asks for exactly the scopes it lists, and reports those it was given', async () => {
  const { scopes } = await read();
  expect(scopes).toEqual(expect.arrayContaining(['oauth.write', 'locations/customFields.write', 'users.readonly']));
  expect((await callBridge(world.service, 'installation', { companyId })).scopes).toEqual(scopes);
});

test('no token stands in the database in the clear', async () => {
  const { accessToken } = await read();
  const rows = JSON.stringify([
    await row(),
    await world.service.db.selectFrom('refresh_journal').selectAll().execute(),
  ]);
  expect(rows).not.toContain(accessToken);
  // Ciphertext is base64url and holds no dot: only a JWT in the clear looks like this.
  expect(rows).not.toMatch(/eyJ[\w-]+\.[\w-]+\./);
});
