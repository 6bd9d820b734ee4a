import { createSandboxControl, fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, startInstance } from '../scripts/instance.ts';
import { type SignedIn, signIn } from '../scripts/sign-in.ts';

/** What GHL sends to the API's address: install events still reach the OAuth service, signed as they were; others lead to a closer look. */

let instance: Instance;
let sandbox: ReturnType<typeof createSandboxControl>;
let member: SignedIn;

beforeAll(async () => {
  instance = await startInstance({ useFreePorts: true, buildWeb: false });
  sandbox = createSandboxControl(instance.sandboxUrl ?? '');
  member = await signIn(instance.url);
});
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
  await expect.poll(stateOf, { timeout: 60_000, interval: 250 }).toBe('uninstalled');
  const delivered = (await sandbox.webhooks()).filter((webhook) => JSON.stringify(webhook).includes('UNINSTALL'));
  expect(JSON.stringify(delivered)).toContain(id);
});

test('one that is not signed by GHL is refused by the OAuth service, and the API says so', async () => {
  const event = JSON.stringify({ type: 'UNINSTALL', appId: 'x', companyId: fixtures.agency.id });
  expect((await post(event)).status).toBe(401);
  expect((await post(event, { 'x-ghl-signature': 'bm8=' })).status).toBe(401);
});

test('any other event that is not signed by GHL is refused by the API', async () => {
  expect((await post('{"type":"ContactCreate"}')).status).toBe(401);
  expect((await post('not json', { 'x-ghl-signature': 'bm8=' })).status).toBe(401);
});

const blueprint = `groundwork: 1
name: Shop
resources:
  tag:
    vip: { name: vip }
  product:
    visit: { name: Home visit, productType: SERVICE, prices: [{ name: Standard, type: one_time, amount: 80, currency: USD }] }
`;

test('a price that a client changes is found as drift, though nobody asked for a check', async () => {
  const { trpc } = member;
  const { id: locationId, name } = fixtures.locations.accounting;
  const version = await trpc.blueprints.save.mutate({ source: blueprint });
  const plan = await trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables: {} });
  const job = await trpc.jobs.start.mutate({ planId: plan.id, confirm: name });
  const stateOf = async () => (await trpc.jobs.get.query({ id: job.id })).state;
  await expect.poll(stateOf, { timeout: 60_000, interval: 250 }).toBe('SUCCESS');

  const prices = await sandbox.listResources({ kind: 'price', ownerId: locationId });
  await sandbox.edit({ kind: 'price', id: prices[0]?.id ?? '', changes: { amount: 95 } });
  const found = async () =>
    (await trpc.drift.account.query({ locationId })).findings.map(({ address, path, expected, live }) => ({
      address,
      path,
      expected,
      live,
    }));
  await expect
    .poll(found, { timeout: 60_000, interval: 250 })
    .toEqual([{ address: 'product.visit', path: 'prices[Standard].amount', expected: 80, live: 95 }]);
});

test('an account that is renamed in GHL has its new name here', async () => {
  const { trpc } = member;
  const { id } = fixtures.locations.restaurant;
  const [location] = (await sandbox.listResources({ kind: 'location', ownerId: fixtures.agency.id })).filter(
    (resource) => resource['id'] === id,
  );
  await sandbox.edit({ kind: 'location', id, changes: { ...location, name: 'Casa Marisol & Sons' } });
  const nameOf = async () => (await trpc.accounts.list.query()).accounts.find((account) => account.id === id)?.name;
  await expect.poll(nameOf, { timeout: 60_000, interval: 250 }).toBe('Casa Marisol & Sons');
});

test('while the OAuth service is away GHL is asked to send again', async () => {
  await instance.roles.oauth.stop();
  const answer = await post('{"type":"INSTALL"}');
  instance.roles.oauth.start();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ error: { code: 'OAUTH_UNAVAILABLE' } });
});
