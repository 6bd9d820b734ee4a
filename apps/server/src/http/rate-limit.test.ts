import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from './key-calls.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(() => testApp.close());

const ask = (secret: string, remoteAddress: string) =>
  testApp.app.inject({
    url: '/trpc/config.schema',
    remoteAddress,
    headers: { ...own, authorization: `Bearer ${secret}` },
  });
const remaining = async (secret: string, address: string) =>
  Number((await ask(secret, address)).headers['x-ratelimit-remaining']);

test('each key has an allowance of its own, wherever it asks from; what is no key counts by its address', async () => {
  const [one, two] = [await newKey(testApp, {}), await newKey(testApp, {})];
  const first = await remaining(one, '10.0.0.1');
  expect(await remaining(one, '10.0.0.2')).toBe(first - 1);
  expect(await remaining(two, '10.0.0.1')).toBe(first);
  const guess = (letter: string) => `gw_${letter.repeat(43)}`;
  const guessed = await remaining(guess('a'), '10.0.0.1');
  expect(await remaining(guess('b'), '10.0.0.1')).toBe(guessed - 1);
  expect(await remaining(guess('c'), '10.0.0.9')).toBe(guessed);
});

test('so has each session; a cookie that is none counts by its address', async () => {
  const left = async (session: string, remoteAddress: string) => {
    const headers = { ...own, cookie: `gw_session=${session}` };
    const answer = await testApp.app.inject({ url: '/trpc/config.schema', remoteAddress, headers });
    return Number(answer.headers['x-ratelimit-remaining']);
  };
  const session = await testApp.newSession();
  const first = await left(session, '10.0.0.4');
  expect(await left(session, '10.0.0.5')).toBe(first - 1);
  expect(await left(await testApp.newSession(), '10.0.0.4')).toBe(first);
  const guessed = await left('a'.repeat(43), '10.0.0.4');
  expect(await left('b'.repeat(43), '10.0.0.4')).toBe(guessed - 1);
});

test('a key that asks too often is told when to come back, in the one error format', async () => {
  const secret = await newKey(testApp, {});
  let answer = await ask(secret, '10.0.0.3');
  // Its minute may end meanwhile, and another begin.
  while (answer.statusCode !== 429) {
    const left = Number(answer.headers['x-ratelimit-remaining']);
    await Promise.all(Array.from({ length: left }, () => ask(secret, '10.0.0.3')));
    answer = await ask(secret, '10.0.0.3');
  }
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.json().error.data.app).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  expect((await ask(await newKey(testApp, {}), '10.0.0.3')).statusCode).toBe(200);
});

test('the files that a page is made of count for nothing', async () => {
  const answer = await testApp.app.inject({ url: '/assets/any.js', remoteAddress: '10.0.0.6', headers: own });
  expect(answer.headers['x-ratelimit-remaining']).toBeUndefined();
  const page = await testApp.app.inject({ url: '/trpc/config.schema', remoteAddress: '10.0.0.6', headers: own });
  expect(page.headers['x-ratelimit-remaining']).toBeDefined();
});
