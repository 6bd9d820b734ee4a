import { expect, it } from 'vitest';
import { createSandboxControl, fixtures } from '../index.ts';
import { app, caller, installApp, mint, openSandbox, refresh } from '../testing/open-sandbox.ts';
import { receiver } from '../testing/receiver.ts';

const { agency, secondAgency, locations, users } = fixtures;
const { id: locationId } = locations.gym;
const tags = `/locations/${locationId}/tags`;
const notActive = { status: 400, json: { statusCode: 400, message: 'Location is not active' } };

/** A sandbox with the app installed, a token of the location in hand, and a receiver of what is said from now on. */
async function open() {
  const { url, deliveries } = await receiver();
  const sandbox = await openSandbox({ webhookUrl: url, knobs: { installWebhooks: 'before' } });
  const { access_token: company } = await installApp(sandbox);
  const { json } = await mint(sandbox, company, locationId);
  const asCompany = caller(sandbox, company);
  const installed = async () => {
    const query = `companyId=${agency.id}&appId=${app.appId}&isInstalled=true&locationId=${locationId}`;
    return (await asCompany('GET', `/oauth/installedLocations?${query}`)).json['locations'];
  };
  deliveries.splice(0);
  const call = caller(sandbox, String(json['access_token']));
  const control = createSandboxControl(sandbox.url);
  return {
    sandbox,
    control,
    company,
    asCompany,
    call,
    refreshToken: String(json['refresh_token']),
    installed,
    deliveries,
  };
}

it('refuses all tokens of a paused location as not active, and takes them again afterwards', async () => {
  const { sandbox, control, company, asCompany, call, refreshToken, installed } = await open();
  expect(await control.setLocation({ locationId, state: 'paused' })).toEqual({
    locationId,
    companyId: agency.id,
    state: 'paused',
  });
  expect(await mint(sandbox, company, locationId)).toMatchObject(notActive);
  expect(await refresh(sandbox, refreshToken)).toMatchObject(notActive);
  expect(await call('GET', tags)).toMatchObject(notActive);
  expect(await call('POST', tags, { name: 'x' })).toMatchObject(notActive);
  expect(await installed()).toMatchObject([{ _id: locationId, isInstalled: true }]);
  expect((await asCompany('GET', `/locations/${locationId}`)).status).toBe(200);
  expect((await mint(sandbox, company, locations.dental.id)).status).toBe(200);

  await control.setLocation({ locationId, state: 'active' });
  expect((await call('GET', tags)).status).toBe(200);
  expect((await refresh(sandbox, refreshToken)).status).toBe(200);
  expect((await mint(sandbox, company, locationId)).status).toBe(200);
});

it('forgets a deleted location everywhere, and sends no webhook', async () => {
  const { sandbox, control, company, asCompany, call, installed, deliveries } = await open();
  await control.setLocation({ locationId, state: 'deleted' });
  expect(await installed()).toEqual([]);
  const found = await asCompany('GET', '/locations/search?limit=100');
  expect((found.json['locations'] as { id: string }[]).map(({ id }) => id)).not.toContain(locationId);
  expect(await asCompany('GET', `/locations/${locationId}`)).toMatchObject({ status: 404, json: { statusCode: 404 } });
  expect((await call('GET', tags)).status).toBe(401);
  expect((await mint(sandbox, company, locationId)).status).toBe(400);
  expect((await control.state()).locations).toContainEqual({ locationId, companyId: agency.id, state: 'deleted' });
  await expect(control.setLocation({ locationId, state: 'active' })).rejects.toThrow('was deleted');
  expect((await control.webhooks()).filter(({ state }) => state === 'pending')).toEqual([]);
  expect(deliveries).toEqual([]);
});

it('moves a location to another agency, which has to install the app there first', async () => {
  const { sandbox, control, company, asCompany, call, installed, deliveries } = await open();
  const { access_token: other } = await installApp(sandbox, { as: users.otherAgencyAdmin.id });
  deliveries.splice(0);
  await control.setLocation({ locationId, state: 'active', companyId: secondAgency.id });
  expect(await installed()).toEqual([]);
  expect(await asCompany('GET', `/locations/${locationId}`)).toMatchObject({
    status: 403,
    json: { message: 'The token does not have access to this location.' },
  });
  expect((await call('GET', tags)).status).toBe(401);
  expect((await mint(sandbox, company, locationId)).status).toBe(400);
  expect((await mint(sandbox, other, locationId, secondAgency.id)).json).toMatchObject({
    message: 'The app is not installed on this location',
  });
  expect((await caller(sandbox, other)('GET', `/locations/${locationId}`)).json).toMatchObject({
    location: { id: locationId, companyId: secondAgency.id },
  });
  expect(deliveries).toEqual([]);

  const { access_token: again } = await installApp(sandbox, { as: users.otherAgencyAdmin.id });
  expect(deliveries.map(({ event }) => event)).toContainEqual(
    expect.objectContaining({ type: 'INSTALL', companyId: secondAgency.id, locationId }),
  );
  const minted = await mint(sandbox, again, locationId, secondAgency.id);
  expect((await caller(sandbox, String(minted.json['access_token']))('GET', tags)).status).toBe(200);
});

it('knows no location and no agency that are not here', async () => {
  const { control } = await open();
  await expect(control.setLocation({ locationId: 'none', state: 'paused' })).rejects.toThrow('No location none');
  await expect(control.setLocation({ locationId, state: 'active', companyId: 'none' })).rejects.toThrow(
    'No company none',
  );
});
