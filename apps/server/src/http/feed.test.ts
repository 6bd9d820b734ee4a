import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
let port: number;
let owner: string;

beforeAll(async () => {
  testApp = await createTestApp();
  port = Number(new URL(await testApp.app.listen({ port: 0, host: '127.0.0.1' })).port);
  owner = `gw_session=${await testApp.newSession()}`;
  const topic = `agency:${testApp.agencyId}`;
  await testApp.db.insertInto('event_topics').values({ topic, agency_id: testApp.agencyId, last_id: 1 }).execute();
  const event = JSON.stringify({ type: 'accounts.changed' });
  await testApp.db.insertInto('events').values({ topic, id: 1, event }).execute();
});
afterAll(() => testApp.close());

async function newViewer(name: string): Promise<{ memberId: string; cookie: string }> {
  const { id: memberId } = await testApp.db
    .insertInto('members')
    .values({ agency_id: testApp.agencyId, name, email: `${name}@example.com`, role: 'viewer' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { memberId, cookie: `gw_session=${await testApp.newSession(memberId)}` };
}

/** Opens the feed and waits for its first event; `ended` resolves with all it said when the server closes it. */
function open(cookie: string): Promise<{ ended: Promise<string> }> {
  const input = encodeURIComponent(JSON.stringify({ topics: ['agency'] }));
  return new Promise((resolve, reject) => {
    const call = request({ port, path: `/trpc/feed?input=${input}`, headers: { ...own, cookie } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.includes('accounts.changed') || text.includes('UNAUTHORIZED')) resolve({ ended });
      });
      const ended = new Promise<string>((end) => answer.on('end', () => end(text)));
    });
    call.on('error', reject).end();
  });
}
const ask = (procedure: string, input: object) =>
  testApp.app.inject({ method: 'POST', url: `/trpc/${procedure}`, headers: { ...own, cookie: owner }, payload: input });

test('the stream of a removed member ends at once, and does not open again', async () => {
  const { memberId, cookie } = await newViewer('Bea');
  const stream = await open(cookie);
  expect((await ask('members.remove', { memberId })).statusCode).toBe(200);
  // Every 15 s it would look by itself.
  const ended = await Promise.race([stream.ended, sleep(10_000, 'still open')]);
  expect(ended).toMatch(/event: return/);
  expect(await (await open(cookie)).ended).toMatch(/UNAUTHORIZED/);
});

test('the life of a stream counts as no time of an answer', async () => {
  const { memberId, cookie } = await newViewer('Cy');
  const stream = await open(cookie);
  expect((await ask('members.remove', { memberId })).statusCode).toBe(200);
  await stream.ended;
  const isTold = () => testApp.lines.filter((line) => line.includes('"path":"/trpc/feed"')).length;
  await expect.poll(isTold).toBeGreaterThan(0);
  const numbers = (await testApp.app.inject({ url: '/metrics' })).body;
  expect(numbers).toMatch(/request_seconds_count\{method="POST",route="\/trpc\/:path",status="200"\} \d/);
  expect(numbers).not.toMatch(/request_seconds_count\{method="GET",route="\/trpc\/:path",status="200"\}/);
});
