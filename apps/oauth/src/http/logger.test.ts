import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyRing } from '../crypto/key-ring.ts';
import { readEnv } from '../env.ts';
import { Browser, signIn, startSignIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { clientSecret, testEnvironment } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const locationId = fixtures.locations.dental.id;
let world: TestWorld;
beforeAll(async () => {
  world = await createWorld({ timings: { graceMs: 100 } });
});
afterAll(() => world.close());

test('no code, state, ticket, cookie, token, key or signature reaches the log, whatever goes wrong', async () => {
  const { service, sandbox } = world;
  const secrets = new Map<string, string>([['client secret', clientSecret]]);
  for (const [id, secret] of Object.entries(service.bridgeSecrets))
    secrets.set(`bridge key ${id}`, secret.toString('base64'));

  const attempt = await startSignIn(service);
  for (const [name, value] of attempt.browser.cookies) secrets.set(`cookie ${name}`, value);
  const first = await signIn(service);
  secrets.set('state', first.authorizeUrl.searchParams.get('state') ?? '');
  secrets.set('code', new URL(first.callbackUrl).searchParams.get('code') ?? '');
  secrets.set('ticket', first.ticket);
  await first.browser.visit(first.callbackUrl);
  await new Browser().visit(first.callbackUrl.replace('code=', 'code=%zz'));
  await callBridge(service, 'redeemTicket', { ticket: first.ticket, nonceHash: first.nonceHash });
  await callBridge(service, 'redeemTicket', { ticket: first.ticket, nonceHash: first.nonceHash }).catch(
    () => undefined,
  );

  const location = await callBridge(service, 'accessToken', { companyId, locationId });
  secrets.set('location token', location.accessToken);
  const agency = await callBridge(service, 'accessToken', { companyId });
  secrets.set('agency token', agency.accessToken);
  await remember(secrets, 'first');

  await sandbox.control.addFault({ path: '/oauth/token', mode: 'act-and-drop' });
  secrets.set('new token', (await demandNewToken(service, agency)).accessToken);
  await remember(secrets, 'second');
  const echo = JSON.stringify({ message: `Cannot use ${agency.accessToken}` });
  await sandbox.control.addFault({ path: '/oauth/token', mode: 'status', status: 400, body: echo });
  await demandNewToken(service, await callBridge(service, 'accessToken', { companyId })).catch(() => undefined);
  await sandbox.control.revoke({ companyId });
  await service.db.updateTable('installations').set({ next_attempt_at: null }).execute();
  await demandNewToken(service, await callBridge(service, 'accessToken', { companyId })).catch(() => undefined);
  await service.db.updateTable('location_tokens').set({ access_token: 'g1:k1:broken' }).execute();
  await callBridge(service, 'accessToken', { companyId, locationId }).catch(() => undefined);
  await fetch(`${service.url}/oauth/webhook`, {
    method: 'POST',
    headers: { 'x-ghl-signature': 'c2lnbmF0dXJl' },
    body: '{}',
  });

  const log = service.logs();
  expect(log).toContain('"route":"/oauth/callback"');
  expect(log).toContain('GHL refused a refresh');
  expect(log).toContain('a bridge call failed');
  const metrics = await service.metrics();
  const named = [...secrets].map(([name, secret]) => ({ name, secret }));
  expect(named.filter(({ secret }) => secret.length <= 8)).toEqual([]);
  expect(named.filter(({ secret }) => log.includes(secret) || metrics.includes(secret))).toEqual([]);
  expect(log).not.toMatch(/eyJ[\w-]{20,}/);
  expect(log).not.toContain('c2lnbmF0dXJl');
});

/** What the service holds of the agency, opened with the test's own key. */
async function remember(secrets: Map<string, string>, when: string): Promise<void> {
  const ring = createKeyRing(readEnv(testEnvironment(world, 0)).TOKEN_ENCRYPTION_KEYS);
  const rows = await world.service.db.selectFrom('installations').selectAll().execute();
  for (const { id, refresh_token: sealed } of rows) {
    if (sealed === null) continue;
    secrets.set(
      `${when} refresh token`,
      ring.open(sealed, { table: 'installations', column: 'refresh_token', rowId: id }),
    );
  }
}
