import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from './key-calls.ts';
import { type ScopeFixture, writeScopeFixture } from './scope-fixture.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
let port: number;
let all: ScopeFixture;

beforeAll(async () => {
  testApp = await createTestApp();
  port = Number(new URL(await testApp.app.listen({ port: 0, host: '127.0.0.1' })).port);
  all = await writeScopeFixture(testApp.db, testApp.agencyId);
  const topic = `agency:${testApp.agencyId}`;
  const events = [all.other, all.own].flatMap(({ id, name, jobId, rolloutId }) => [
    { type: 'job.changed', job: { id: jobId, location: { id, name } } },
    { type: 'rollout.changed', rollout: { id: rolloutId, name } },
  ]);
  const stored = [...events, { type: 'accounts.changed' }].map((event, place) => ({
    topic,
    id: place + 1,
    event: JSON.stringify(event),
  }));
  await testApp.db
    .insertInto('event_topics')
    .values({ topic, agency_id: testApp.agencyId, last_id: stored.length })
    .execute();
  await testApp.db.insertInto('events').values(stored).execute();
});
afterAll(() => testApp.close());

/** Opens the feed and waits for its last event, or why there is none; `ended` resolves when the server closes it. */
function open(key: string, topic: string): Promise<{ soFar: string; ended: Promise<string> }> {
  const input = encodeURIComponent(JSON.stringify({ topics: [topic] }));
  const headers = { ...own, authorization: `Bearer ${key}` };
  return new Promise((resolve, reject) => {
    const call = request({ port, path: `/trpc/feed?input=${input}`, headers }, (answer) => {
      let text = '';
      const ended = new Promise<string>((end) => answer.on('end', () => end(text)));
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (/accounts\.changed|NOT_FOUND|UNAUTHORIZED/.test(text)) resolve({ soFar: text, ended });
      });
    });
    call.on('error', reject).end();
  });
}

test('a key for some accounts hears of these and of no other', async () => {
  const { soFar } = await open(await newKey(testApp, { locationIds: [all.own.id] }), 'agency');
  for (const told of [all.own.jobId, all.own.rolloutId]) expect(soFar).toContain(told);
  for (const hidden of [all.other.jobId, all.other.rolloutId, all.other.name]) expect(soFar).not.toContain(hidden);
  const { soFar: whole } = await open(await newKey(testApp, {}), 'agency');
  for (const told of [all.own.jobId, all.own.rolloutId, all.other.jobId, all.other.rolloutId])
    expect(whole).toContain(told);
});

test('a job of another account is as unknown to it as one that never was', async () => {
  const { soFar } = await open(await newKey(testApp, { locationIds: [all.own.id] }), `job:${all.other.jobId}`);
  expect(soFar).toContain('NOT_FOUND');
});

test('the stream of a key ends at once when it is revoked, and does not open again', async () => {
  const key = await newKey(testApp, { name: 'revoked' });
  const stream = await open(key, 'agency');
  const { id } = await testApp.db
    .selectFrom('api_keys')
    .where('name', '=', 'revoked')
    .select('id')
    .executeTakeFirstOrThrow();
  const headers = { ...own, cookie: `gw_session=${await testApp.newSession()}` };
  const revoked = await testApp.app.inject({ method: 'POST', url: '/trpc/apiKeys.revoke', headers, payload: { id } });
  expect(revoked.statusCode).toBe(200);
  // Every 15 s it would look by itself.
  expect(await Promise.race([stream.ended, sleep(10_000, 'still open')])).toMatch(/event: return/);
  expect((await open(key, 'agency')).soFar).toContain('UNAUTHORIZED');
});
