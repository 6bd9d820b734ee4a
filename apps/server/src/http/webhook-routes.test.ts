import fastify from 'fastify';
import { sql } from 'kysely';
import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMetrics } from '../metrics.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';
import { webhookRoutes } from './webhook-routes.ts';

let server: TestApp;
beforeAll(async () => {
  server = await createTestApp();
  await server.db
    .insertInto('locations')
    .values({ agency_id: server.agencyId, id: 'loc1', name: 'One', address: null, state: 'active' })
    .execute();
});
afterAll(() => server.close());
beforeEach(() => server.db.deleteFrom('webhook_deliveries').execute());

const post = (
  body: string,
  headers: Record<string, string> = { 'x-ghl-signature': server.signWebhook(body) },
  path = '',
) =>
  server.app.inject({
    method: 'POST',
    url: `/webhooks/ghl${path}`,
    headers: { ...own, 'content-type': 'application/json', ...headers },
    payload: body,
  });
const stored = () => server.db.selectFrom('webhook_deliveries').selectAll().orderBy('id').execute();
const event = (fields: object) => JSON.stringify({ type: 'ContactCreate', locationId: 'loc1', ...fields });

test('stores an event once before it answers, by the id GHL gives it', async () => {
  const body = event({ webhookId: 'w1', name: 'Zoë\u0000' });
  expect((await post(body)).json()).toEqual({ status: 'stored' });
  const again = await post(event({ webhookId: 'w1', name: 'sent again' }));
  expect([again.statusCode, again.json()]).toEqual([200, { status: 'duplicate' }]);
  expect(await stored()).toMatchObject([
    {
      id: 'id:w1',
      agency_id: server.agencyId,
      location_id: 'loc1',
      type: 'ContactCreate',
      body: { name: 'Zoë' },
      handled_at: expect.any(Date),
    },
  ]);
});

test('stores a name that was cut within an emoji: sent again it would be no other', async () => {
  const body = '{"type":"ContactCreate\\u0000","locationId":"loc1","webhookId":"w6","name":"Zo\\ud83d"}';
  expect((await post(body)).json()).toEqual({ status: 'stored' });
  expect(await stored()).toMatchObject([{ id: 'id:w6', type: 'ContactCreate', body: { name: 'Zo\uFFFD' } }]);
});

test('tells events without an id by their bytes', async () => {
  for (const fields of [{ id: 'a' }, { id: 'a' }, { id: 'b' }]) await post(event(fields));
  expect((await stored()).map(({ id }) => id.split(':')[0])).toEqual(['sha256', 'sha256']);
});

test.for<[what: string, headers: (body: string) => Record<string, string>]>([
  ['without a signature', () => ({})],
  ['that is unsigned and says so', () => ({ 'x-ghl-signature': 'N/A' })],
  ['whose body is not what was signed', (body) => ({ 'x-ghl-signature': server.signWebhook(`${body} `) })],
])('refuses one %s, and stores nothing', async ([, headers]) => {
  const body = event({ webhookId: 'w2', secret: 'not-to-be-logged' });
  expect((await post(body, headers(body))).statusCode).toBe(401);
  expect(await stored()).toEqual([]);
  expect((await server.app.inject({ url: '/metrics', headers: own })).body).toMatch(
    /groundwork_webhooks_total\{outcome="bad-signature"\} [1-9]/,
  );
  expect(server.lines.join()).not.toContain('not-to-be-logged');
});

test('keeps what it knows no agency of, and answers 200', async () => {
  expect((await post(event({ webhookId: 'w3', locationId: 'elsewhere' }))).statusCode).toBe(200);
  expect((await post(event({ webhookId: 'w4', companyId: 'not theirs' }))).statusCode).toBe(200);
  expect(await stored()).toMatchObject([
    { agency_id: null, location_id: 'elsewhere' },
    { agency_id: null, location_id: 'loc1' },
  ]);
});

test('while too much waits to be stored, says so in the one way that GHL always sent again for', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const app = fastify();
  const parts = { core: server.core, oauthUrls: [], publicKeys: [publicKey], metrics: createMetrics() };
  await app.register(async (scope) => webhookRoutes(scope, { ...parts, limits: { maxWaitingBytes: 1 } }));
  const deliver = (webhookId: string) => {
    const payload = event({ webhookId });
    const signature = sign(null, Buffer.from(payload), privateKey).toString('base64');
    const headers = { 'content-type': 'application/json', 'x-ghl-signature': signature };
    return app.inject({ method: 'POST', url: '/webhooks/ghl', headers, payload });
  };
  const released = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const holding = server.db.transaction().execute(async (tx) => {
    await sql`lock table webhook_deliveries`.execute(tx);
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  const first = deliver('w7');
  const waiting = sql`select from pg_locks where not granted and relation = 'webhook_deliveries'::regclass`;
  await expect.poll(async () => (await waiting.execute(server.db)).rows.length).toBe(1);
  const second = await deliver('w8');
  expect([second.statusCode, second.headers['retry-after']]).toEqual([429, '5']);
  released.resolve();
  await holding;
  expect((await first).json()).toEqual({ status: 'stored' });
  expect((await deliver('w8')).json()).toEqual({ status: 'stored' });
  await app.close();
});

test('takes the type from the URL where that names one: a price’s own is its kind of price', async () => {
  const body = JSON.stringify({ _id: 'p1', type: 'recurring', locationId: 'loc1' });
  await post(body, { 'x-ghl-signature': server.signWebhook(body) }, '/PriceUpdate');
  expect(await stored()).toMatchObject([{ type: 'PriceUpdate' }]);
});

test.each(['not json', '[]', 'null', ''])('does not have what is no event sent again: %j', async (body) => {
  expect((await post(body)).statusCode).toBe(200);
  expect(await stored()).toEqual([]);
});

test('an install event is the OAuth service’s, which does not answer here: it is to be sent again', async () => {
  const answer = await post(event({ type: 'INSTALL', webhookId: 'w5' }));
  expect(answer.statusCode).toBe(503);
  expect(await stored()).toEqual([]);
});
