import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const { agency, locations, users } = fixtures;
let world: TestWorld;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('an agency installs: grant, locations, a ticket that says who came, and tokens that GHL accepts', async () => {
  const { back, ticket, nonceHash } = await signIn(world.service);
  expect(back.location?.href.startsWith('http://main.test/auth/ghl/callback?ticket=')).toBe(true);
  expect(await callBridge(world.service, 'redeemTicket', { ticket, nonceHash })).toEqual({
    companyId: agency.id,
    userId: users.agencyAdmin.id,
    userType: 'Company',
    locationId: null,
  });

  const installation = await callBridge(world.service, 'installation', { companyId: agency.id });
  expect(installation).toMatchObject({ state: 'active', reason: null, reconciledAt: expect.any(String) });
  expect(installation.locations.map(({ name, state }) => `${name}: ${state}`)).toContain(
    'Bright Harbor Dental: active',
  );
  expect(installation.locations).toHaveLength(Object.keys(locations).length);

  const company = await callBridge(world.service, 'accessToken', { companyId: agency.id });
  expect(company).toMatchObject({ userType: 'Company', locationId: null });
  const locationId = locations.dental.id;
  const location = await callBridge(world.service, 'accessToken', { companyId: agency.id, locationId });
  expect(location).toMatchObject({ userType: 'Location', locationId });
  const tags = await fetch(`${world.sandbox.url}/locations/${locationId}/tags`, {
    headers: { authorization: `Bearer ${location.accessToken}`, version: '2021-07-28' },
  });
  expect(tags.status).toBe(200);
});
