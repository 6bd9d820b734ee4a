import { afterAll, beforeAll, expect, test } from 'vitest';
import { callOf } from './key-calls.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(() => testApp.close());

const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
  testApp.app.inject({ method: 'POST', url: path, headers: { ...own, ...headers }, payload });
const start = async () => (await post('/auth/device', { client_name: 'CLI on box' })).json<Record<string, string>>();
const token = (device_code: string | undefined) => post('/auth/device/token', { device_code });
const decide = async (userCode: string | undefined, approve: boolean) => {
  const cookie = `gw_session=${await testApp.newSession()}`;
  const asked = encodeURIComponent(JSON.stringify({ userCode }));
  const page = await testApp.app.inject({ url: `/trpc/apiKeys.device?input=${asked}`, headers: { ...own, cookie } });
  const { terms } = page.json().result.data;
  return post('/trpc/apiKeys.decideDevice', { userCode, approve, terms }, { cookie });
};

test('a tool signs in through a person’s browser, and its key then opens the API', async () => {
  const answer = await post('/auth/device', { client_name: 'CLI on box' });
  expect(answer.headers['cache-control']).toBe('no-store');
  const started = answer.json();
  expect(started).toEqual({
    device_code: expect.stringMatching(/^[\w-]{43}$/),
    user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    verification_uri: 'http://localhost:4000/device',
    verification_uri_complete: `http://localhost:4000/device?code=${started.user_code}`,
    expires_in: 600,
    interval: 5,
  });
  const pending = await token(started.device_code);
  expect([pending.statusCode, pending.json()]).toEqual([
    400,
    { error: 'authorization_pending', message: expect.any(String) },
  ]);
  expect((await token(started.device_code)).json().error).toBe('slow_down');
  expect((await decide(started.user_code, true)).statusCode).toBe(200);
  const given = await token(started.device_code);
  expect(given.headers['cache-control']).toBe('no-store');
  expect(given.json()).toEqual({
    access_token: expect.stringMatching(/^gw_/),
    token_type: 'bearer',
    key: expect.objectContaining({ name: 'CLI on box', role: 'owner', accounts: null, madeBy: 'device' }),
  });
  const me = await callOf(testApp.app)(given.json().access_token, 'session.me');
  expect(JSON.parse(me.body).result.data.apiKey).toMatchObject({ name: 'CLI on box', role: 'owner' });
  expect((await token(started.device_code)).json().error).toBe('expired_token');
});

test('a denied sign-in is over', async () => {
  const started = await start();
  await decide(started['user_code'], false);
  expect((await token(started['device_code'])).json().error).toBe('access_denied');
});

test.each([
  {},
  { client_name: '' },
  { client_name: 'two\nlines' },
  { client_name: 'evil \u202Ename' },
  { client_name: '\u200B' },
  { client_name: 'x'.repeat(81) },
])('a tool that does not name itself plainly is refused: %j', async (body) => {
  const answer = await post('/auth/device', body);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('client_name') });
});

const wish = { client_name: 'CLI on box', name: 'CI', role: 'viewer', account_ids: null, expires_in_days: 30 };

test('a tool may ask for a key by name, and is told what it got', async () => {
  const started = (await post('/auth/device/key', wish)).json<Record<string, string>>();
  await decide(started['user_code'], true);
  const given = (await token(started['device_code'])).json();
  expect(given).toMatchObject({ key: { name: 'CI', role: 'viewer', accounts: null, madeBy: 'cli' } });
  const me = await callOf(testApp.app)(given.access_token, 'session.me');
  expect(JSON.parse(me.body).result.data.apiKey).toMatchObject({ name: 'CI', role: 'viewer' });
});

test('a wish for an owner’s key is refused at once, with what to ask for', async () => {
  const answer = await post('/auth/device/key', { ...wish, role: 'owner' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.message).toMatch(/no more than an admin's.*ask for admin/);
});

test.each([
  { name: '' },
  { name: 'evil \u202Ename' },
  { name: '\u3164' },
  { name: 'CI\uFE0F' },
  { name: `CI${'\u2003'.repeat(60)}Role: Viewer` },
  { name: `CI${'\u0336\u0337'.repeat(30)}` },
  { role: 'god' },
  { role: undefined },
  { account_ids: [] },
  { account_ids: ['an account of somebody else, as it says'] },
  { account_ids: Array.from({ length: 101 }, (_, at) => `a${at}`) },
  { expires_in_days: 0 },
  { expires_in_days: 3_651 },
  { expires_in_days: undefined },
])('a wish that is not plain is refused: %j', async (bent) => {
  const answer = await post('/auth/device/key', { ...wish, ...bent });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('"role"') });
});

test.each(['Zürich, Nguyễn & Söhne', 'נְקֻדּוֹת', '⚙️ CI'])('a name in any script is a name: %s', async (name) => {
  expect((await post('/auth/device/key', { ...wish, name })).statusCode).toBe(200);
});

test('a code that is none is an expired one', async () => {
  expect((await token('nothing')).json().error).toBe('expired_token');
  expect((await post('/auth/device/token', {})).json().error).toMatchObject({ code: 'BAD_REQUEST' });
});

test('a foreign page begins nothing', async () => {
  const answer = await post('/auth/device', { client_name: 'Evil' }, { origin: 'https://evil.example' });
  expect(answer.statusCode).toBe(403);
});

test('an address that asks without end is told to wait', async () => {
  const ask = () =>
    testApp.app.inject({
      method: 'POST',
      url: '/auth/device/token',
      headers: own,
      payload: { device_code: 'guess' },
      remoteAddress: '10.1.1.1',
    });
  let answer = await ask();
  for (let asked = 0; asked < 60; asked++) answer = await ask();
  expect(answer.statusCode).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
});
