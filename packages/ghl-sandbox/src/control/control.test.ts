import { describe, expect, it } from 'vitest';
import { createSandboxControl, fixtures } from '../index.ts';
import { caller, installApp, mint, openSandbox } from '../testing/open-sandbox.ts';

const locationId = fixtures.locations.gym.id;

describe('the control API', () => {
  it('does over HTTP what it does in the process', async () => {
    const sandbox = await openSandbox();
    const remote = createSandboxControl(sandbox.url);
    expect(await remote.setKnobs({ latencyMs: 3 })).toMatchObject({ latencyMs: 3, listLagMs: 0 });
    await remote.addFault({ path: '/x', mode: 'drop' });
    expect(await remote.state()).toEqual(await sandbox.control.state());
    expect(await remote.stats()).toEqual(await sandbox.control.stats());
    await remote.clearFaults();
    expect((await sandbox.control.state()).faults).toEqual([]);
  });

  it('edits and deletes behind the back of the app', async () => {
    const sandbox = await openSandbox();
    const remote = createSandboxControl(sandbox.url);
    const [trial] = await remote.listResources({ kind: 'tag', ownerId: locationId });
    const id = trial?.id ?? '';
    await remote.edit({ kind: 'tag', id, changes: { name: 'free week' } });
    const { access_token: company } = await installApp(sandbox);
    const call = caller(sandbox, String((await mint(sandbox, company, locationId)).json['access_token']));
    expect((await call('GET', `/locations/${locationId}/tags/${id}`)).json).toMatchObject({
      tag: { id, name: 'free week' },
    });
    expect(await remote.remove({ kind: 'tag', id })).toEqual({ removed: true });
    expect((await call('GET', `/locations/${locationId}/tags/${id}`)).status).toBe(404);
    const made = await remote.edit({
      kind: 'customValue',
      ownerId: locationId,
      changes: { name: 'By hand', value: '1' },
    });
    expect((await call('GET', `/locations/${locationId}/customValues/${made.id}`)).status).toBe(200);
  });

  it('edits and deletes as a client would, by names, and tells the names there are', async () => {
    const sandbox = await openSandbox();
    const remote = createSandboxControl(sandbox.url);
    const thing = { account: fixtures.locations.gym.name, kind: 'tag' };
    const names = async () =>
      (await remote.listResources({ kind: 'tag', ownerId: locationId })).map(({ name }) => name);
    const [first] = await names();
    await remote.clientEdit({ ...thing, name: String(first), changes: { name: 'by a client' } });
    expect(await names()).toContain('by a client');
    await expect(remote.clientEdit({ ...thing, name: 'nope' })).rejects.toThrow(/No tag called nope.*by a client/);
    expect(await remote.clientEdit({ ...thing, name: 'by a client' })).toEqual({ removed: true });
    expect(await names()).not.toContain('by a client');
    await expect(remote.clientEdit({ ...thing, account: 'Nobody', name: 'x' })).rejects.toThrow(thing.account);
    await remote.edit({ kind: 'tag', ownerId: locationId, changes: { name: 'twice' } });
    await remote.edit({ kind: 'tag', ownerId: locationId, changes: { name: 'twice' } });
    await expect(remote.clientEdit({ ...thing, name: 'twice' })).rejects.toThrow(/more than one tag called twice/);
  });

  it('says what is wrong with what it is given', async () => {
    const sandbox = await openSandbox();
    const remote = createSandboxControl(sandbox.url);
    await expect(remote.setKnobs({ latencyMs: -1 })).rejects.toThrow(/latencyMs/);
    await expect(remote.edit({ kind: 'tag', id: 'none', changes: {} })).rejects.toThrow(/name its ownerId/);
  });

  it('takes no form, so that no web page can drive it', async () => {
    const sandbox = await openSandbox();
    const response = await fetch(`${sandbox.url}/_sandbox/reset`, {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(response.status).toBe(400);
  });

  it('starts over from the fixtures', async () => {
    const sandbox = await openSandbox();
    const before = await sandbox.control.state();
    const { access_token: company } = await installApp(sandbox);
    await sandbox.control.remove({ kind: 'location', id: locationId });
    await sandbox.control.reset();
    expect(await sandbox.control.state()).toEqual(before);
    expect((await caller(sandbox, company)('GET', '/locations/search')).status).toBe(401);
  });
});
