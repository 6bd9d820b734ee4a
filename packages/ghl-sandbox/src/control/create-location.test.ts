import { expect, it } from 'vitest';
import { createSandboxControl, fixtures } from '../index.ts';
import { app, caller, installApp, mint, openSandbox } from '../testing/open-sandbox.ts';
import { events, receiver } from '../testing/receiver.ts';

const { agency, locations } = fixtures;

async function open(futureLocations: boolean) {
  const { url, deliveries } = await receiver();
  const sandbox = await openSandbox({ webhookUrl: url, knobs: { installWebhooks: 'before' } });
  const { access_token: company } = await installApp(sandbox, { locations: [locations.gym.id], futureLocations });
  deliveries.splice(0);
  const location = await createSandboxControl(sandbox.url).createLocation({ companyId: agency.id, name: 'New Place' });
  return { sandbox, company, location, deliveries };
}

it('puts the app on a new location where the installer chose future ones', async () => {
  const { sandbox, company, location, deliveries } = await open(true);
  await expect.poll(() => deliveries).toHaveLength(2);
  expect(events(deliveries)).toContainEqual(
    expect.objectContaining({ type: 'LocationCreate', id: location.id, companyId: agency.id, name: 'New Place' }),
  );
  const install = events(deliveries).find(({ type }) => type === 'INSTALL');
  expect(install).toMatchObject({ installType: 'Location', locationId: location.id });
  expect(install).not.toHaveProperty('userId');
  expect(install).not.toHaveProperty('companyId');
  expect((await mint(sandbox, company, location.id)).status).toBe(200);
  const found = await caller(sandbox, company)('GET', `/locations/${location.id}`);
  expect(found.json).toMatchObject({ location: { name: 'New Place', companyId: agency.id } });
});

it('makes a location without the app where the installer did not', async () => {
  const { sandbox, company, location, deliveries } = await open(false);
  await expect.poll(() => events(deliveries)).toMatchObject([{ type: 'LocationCreate', id: location.id }]);
  expect((await mint(sandbox, company, location.id)).status).toBe(400);
  const query = `?companyId=${agency.id}&appId=${app.appId}&locationId=${location.id}`;
  const listed = await caller(sandbox, company)('GET', `/oauth/installedLocations${query}`);
  expect(listed.json['locations']).toMatchObject([{ _id: location.id, isInstalled: false }]);
});

it('makes no location for a company that is not here', async () => {
  const sandbox = await openSandbox();
  await expect(sandbox.control.createLocation({ companyId: 'none', name: 'x' })).rejects.toThrow('No company none');
});
