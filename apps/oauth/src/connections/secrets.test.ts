import { fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnv } from '../env.ts';
import { signIn } from '../testing/browser.ts';
import { callBridge, sendBridge } from '../testing/call-bridge.ts';
import { demandNewToken } from '../testing/demand-new-token.ts';
import { openSealedRows } from '../testing/sealed-rows.ts';
import { clientSecret, testEnvironment } from '../testing/start-service.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const companyId = fixtures.agency.id;
const { dental, gym } = fixtures.locations;
let world: TestWorld;
beforeAll(async () => {
  world = await createWorld({ timings: { graceMs: 100 } });
});
afterAll(() => world.close());

test('no token, sealed or open, no hash and no key is in what is said of connections, whatever happened to them', async () => {
  const { service, sandbox } = world;
  const secrets = new Map<string, string>([['client secret', clientSecret]]);
  const remember = async (when: string) => {
    const { TOKEN_ENCRYPTION_KEYS: keys } = readEnv(testEnvironment(world, 0));
    for (const [place, text] of await openSealedRows(service.db, keys)) secrets.set(`${when} ${place}`, text);
    const journal = await service.db.selectFrom('refresh_journal').select(['id', 'token_hash']).execute();
    for (const { id, token_hash } of journal) secrets.set(`${when} hash ${id}`, token_hash);
    const grants = await service.db
      .selectFrom('installations')
      .select(['id', 'access_token', 'refresh_token'])
      .execute();
    for (const { id, access_token, refresh_token } of grants) {
      if (access_token !== null) secrets.set(`${when} sealed access ${id}`, access_token);
      if (refresh_token !== null) secrets.set(`${when} sealed refresh ${id}`, refresh_token);
    }
  };
  const answers: string[] = [];
  const ask = async () => {
    for (const route of ['connections', 'refreshes'] as const)
      answers.push(await (await sendBridge(service, route, { companyId })).text());
    for (const locationId of [undefined, dental.id, gym.id])
      answers.push(JSON.stringify(await callBridge(service, 'testConnection', { companyId, locationId })));
  };

  await signIn(service, { locations: [dental.id] });
  await remember('connected');
  await ask();
  await remember('minted');
  await demandNewToken(service, await callBridge(service, 'accessToken', { companyId }));
  await remember('refreshed');

  // GHL that repeats our token in its words.
  const { accessToken } = await callBridge(service, 'accessToken', { companyId });
  const echo = JSON.stringify({ message: `Cannot use ${accessToken}` });
  for (const path of ['/oauth/token', '/oauth/installedLocations', '/locations/*'])
    await sandbox.control.addFault({ path, mode: 'status', status: 400, body: echo });
  await demandNewToken(service, await callBridge(service, 'accessToken', { companyId })).catch(() => undefined);
  await ask();
  await sandbox.control.clearFaults();
  await sandbox.control.revoke({ companyId });
  await service.db.updateTable('installations').set({ next_attempt_at: null }).execute();
  await demandNewToken(service, await callBridge(service, 'accessToken', { companyId })).catch(() => undefined);
  await ask();
  await remember('revoked');

  const log = await service.db.selectFrom('connection_log').selectAll().execute();
  const said = [...answers, JSON.stringify(log), await service.metrics()].join('\n');
  expect(said).toContain('Cannot use');
  expect(secrets.size).toBeGreaterThanOrEqual(10);
  expect([...secrets].filter(([, secret]) => secret.length <= 8)).toEqual([]);
  expect([...secrets].filter(([, secret]) => said.includes(secret)).map(([name]) => name)).toEqual([]);
  expect(said).not.toMatch(/eyJ[\w-]{20,}|g1:/);
});
