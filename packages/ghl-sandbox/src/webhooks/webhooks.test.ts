import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { ensureWebhookKeys, fixtures } from '../index.ts';
import { app, codeFor, installApp, openSandbox, token } from '../testing/open-sandbox.ts';
import { events, receiver } from '../testing/receiver.ts';

const { agency, locations, users } = fixtures;

describe('install webhooks', () => {
  it('come for each location and for the agency, signed over the raw body', async () => {
    const { url, deliveries } = await receiver();
    const sandbox = await openSandbox({ webhookUrl: url, knobs: { installWebhooks: 'before' } });
    await codeFor(sandbox, { locations: [locations.gym.id, locations.dental.id] });

    const shared = { type: 'INSTALL', appId: app.appId, companyId: agency.id, userId: users.agencyAdmin.id };
    expect(events(deliveries)).toHaveLength(3);
    expect(events(deliveries)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...shared, installType: 'Location', locationId: locations.gym.id }),
        expect.objectContaining({ ...shared, installType: 'Location', locationId: locations.dental.id }),
        expect.objectContaining({ ...shared, installType: 'Company', companyName: agency.name }),
      ]),
    );
    const key = createPublicKey({ key: Buffer.from(sandbox.webhookPublicKey, 'base64'), format: 'der', type: 'spki' });
    for (const { headers, raw } of deliveries)
      expect(verify(null, raw, key, Buffer.from(String(headers['x-ghl-signature']), 'base64'))).toBe(true);
  });

  it('wait for the code exchange when the knob says so', async () => {
    const { url, deliveries } = await receiver();
    const sandbox = await openSandbox({ webhookUrl: url, knobs: { installWebhooks: 'after' } });
    const code = await codeFor(sandbox, { as: users.gymOwner.id });
    expect(await sandbox.control.webhooks()).toMatchObject([{ state: 'pending', attempts: 0 }]);
    expect(deliveries).toEqual([]);
    await token(sandbox, { grant_type: 'authorization_code', code });
    await expect.poll(() => events(deliveries)).toMatchObject([{ installType: 'Location' }]);
  });

  it('are not repeated for a location that had the app already', async () => {
    const { url, deliveries } = await receiver();
    const sandbox = await openSandbox({ webhookUrl: url, knobs: { installWebhooks: 'before' } });
    await codeFor(sandbox, { locations: [locations.gym.id] });
    await codeFor(sandbox, { locations: [locations.gym.id, locations.dental.id] });
    expect(events(deliveries).filter(({ locationId }) => locationId === locations.gym.id)).toHaveLength(1);
    expect(events(deliveries).filter(({ locationId }) => locationId === locations.dental.id)).toHaveLength(1);
  });
});

describe('delivery', () => {
  it('is tried again until it is taken, with the same ids and bytes', async () => {
    const { url, deliveries } = await receiver(503, 429);
    const sandbox = await openSandbox({ webhookUrl: url, knobs: { webhookRetryBaseMs: 1 } });
    await codeFor(sandbox, { as: users.gymOwner.id });
    await expect.poll(() => deliveries).toHaveLength(3);
    expect(new Set(deliveries.map(({ raw }) => raw.toString())).size).toBe(1);
    expect(new Set(deliveries.map(({ headers }) => headers['deliveryid'])).size).toBe(1);
    await expect
      .poll(() => sandbox.control.webhooks())
      .toMatchObject([{ state: 'delivered', attempts: 3, lastOutcome: '200' }]);
  });

  it('ends after twelve tries', async () => {
    const { url, deliveries } = await receiver(...Array.from({ length: 20 }, () => 500));
    const sandbox = await openSandbox({ webhookUrl: url });
    await sandbox.control.setKnobs({ webhookRetryBaseMs: 1 });
    await codeFor(sandbox, { as: users.gymOwner.id });
    await vi.waitFor(
      async () => expect(await sandbox.control.webhooks()).toMatchObject([{ state: 'given up', attempts: 12 }]),
      { timeout: 60_000 },
    );
    expect(deliveries).toHaveLength(12);
  });

  it('starts when an address is set, repeats by knob, and resends by hand', async () => {
    const { url, deliveries } = await receiver();
    const sandbox = await openSandbox({ knobs: { webhookCopies: 2 } });
    await codeFor(sandbox, { as: users.gymOwner.id });
    await sandbox.control.setApp({ webhookUrl: url });
    await expect.poll(() => deliveries).toHaveLength(2);
    const ids = () => new Set(events(deliveries).map(({ webhookId }) => webhookId));
    expect(ids().size).toBe(1);
    await sandbox.control.resendWebhook({ webhookId: String([...ids()][0]) });
    await expect.poll(() => deliveries).toHaveLength(3);
    expect(ids().size).toBe(1);
  });
});

describe('uninstalling', () => {
  it('ends the tokens of a location and says so', async () => {
    const { url, deliveries } = await receiver();
    const sandbox = await openSandbox({ webhookUrl: url });
    const own = await installApp(sandbox, { as: users.gymOwner.id });
    await sandbox.control.uninstall({ companyId: agency.id, locationId: locations.gym.id });
    await expect
      .poll(() => events(deliveries).at(-1))
      .toMatchObject({ type: 'UNINSTALL', locationId: locations.gym.id });
    const again = await token(sandbox, { grant_type: 'refresh_token', refresh_token: own.refresh_token });
    expect(again.status).toBe(400);
  });

  it('of an agency ends everything of it, and nothing of another agency', async () => {
    const { url, deliveries } = await receiver();
    const sandbox = await openSandbox({ webhookUrl: url });
    const mine = await installApp(sandbox);
    const other = await installApp(sandbox, { as: users.otherAgencyAdmin.id });
    await sandbox.control.uninstall({ companyId: agency.id });
    await vi.waitFor(() => {
      const last = events(deliveries).at(-1);
      expect(last).toMatchObject({ type: 'UNINSTALL', companyId: agency.id });
      expect(last).not.toHaveProperty('locationId');
    }, 60_000);
    const refresh = (refresh_token: string) => token(sandbox, { grant_type: 'refresh_token', refresh_token });
    expect((await refresh(mine.refresh_token)).status).toBe(400);
    expect((await refresh(other.refresh_token)).status).toBe(200);
    const { installs } = await sandbox.control.state();
    expect(new Set(installs.map(({ companyId }) => companyId))).toEqual(new Set([fixtures.secondAgency.id]));
  });
});

it('makes the signing pair of a folder once, for its owner alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const first = ensureWebhookKeys(folder);
  expect(ensureWebhookKeys(folder)).toEqual(first);
  expect(statSync(join(folder, 'webhook-signing-key.pem')).mode & 0o777).toBe(0o600);
});
