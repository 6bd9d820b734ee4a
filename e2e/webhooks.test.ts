import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';

/** GHL may be told to send everything to the API's address: install events still reach the OAuth service, signed as they were. */

let instance: Instance;
let sandbox: ReturnType<typeof createSandboxControl>;
let member: SignedIn;

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  sandbox = createSandboxControl(instance.sandboxUrl ?? '');
  member = await signIn(instance.url);
}, 120_000);
afterAll(() => instance.stop());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(new URL('/webhooks/ghl', instance.url), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

test('an UNINSTALL that arrives at the API is passed on with its signature, and counts', async () => {
  await sandbox.setApp({ webhookUrl: `${instance.url}/webhooks/ghl` });
  const { id, companyId } = fixtures.locations.gym;
  await sandbox.uninstall({ companyId, locationId: id });
  const stateOf = async () =>
    (await member.trpc.accounts.sync.mutate()).accounts.find((account) => account.id === id)?.state;
  await expect.poll(stateOf, { timeout: 20_000, interval: 250 }).toBe('uninstalled');
  const delivered = (await sandbox.webhooks()).filter((webhook) => JSON.stringify(webhook).includes('UNINSTALL'));
  expect(JSON.stringify(delivered)).toContain(id);
});

test('one that is not signed by GHL is refused by the OAuth service, and the API says so', async () => {
  const event = JSON.stringify({ type: 'UNINSTALL', appId: 'x', companyId: fixtures.agency.id });
  expect((await post(event)).status).toBe(401);
  expect((await post(event, { 'x-ghl-signature': 'bm8=' })).status).toBe(401);
});

test('events nobody uses yet, and what is no event, are acknowledged and dropped', async () => {
  expect(await (await post('{"type":"ContactCreate"}')).json()).toEqual({ status: 'ignored' });
  expect((await post('not json')).status).toBe(200);
});

test('while the OAuth service is away GHL is asked to send again', async () => {
  await instance.roles.oauth.stop();
  const answer = await post('{"type":"INSTALL"}');
  instance.roles.oauth.start();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: 'OAUTH_UNAVAILABLE' } });
});
