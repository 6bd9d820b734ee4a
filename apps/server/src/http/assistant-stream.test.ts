import { openOpenaiServer, type OpenaiServer } from '@groundwork/integrations/testing/openai';
import { randomUUID } from 'node:crypto';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey } from './key-calls.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let provider: OpenaiServer;
let testApp: TestApp;
let port: number;
let cookie: string;

beforeAll(async () => {
  provider = await openOpenaiServer();
  testApp = await createTestApp({ OPENAI_API_KEY: 'sk-test-stream', OPENAI_BASE_URL: provider.baseUrl });
  port = Number(new URL(await testApp.app.listen({ port: 0, host: '127.0.0.1' })).port);
  cookie = `gw_session=${await testApp.newSession()}`;
});
beforeEach(() => provider.reset());
afterAll(async () => {
  await testApp.close();
  await provider.close();
});

interface Asked {
  call: ClientRequest;
  answer: IncomingMessage;
  /** All that has arrived so far. */
  text: string;
  ended: Promise<void>;
}

/** Asks as the web client does: a batch of one, answered line by line. */
function ask(question: string, who: Record<string, string> = { cookie }): Promise<Asked> {
  const headers = {
    ...own,
    ...who,
    'content-type': 'application/json',
    'trpc-accept': 'application/jsonl',
    'accept-encoding': 'gzip, br',
  };
  const { promise, resolve, reject } = Promise.withResolvers<Asked>();
  const call = request({ port, path: '/trpc/assistant.ask?batch=1', method: 'POST', headers }, (answer) => {
    const ended = new Promise<void>((end) => answer.once('close', end));
    const asked: Asked = { call, answer, text: '', ended };
    answer.setEncoding('utf8').on('data', (chunk: string) => (asked.text += chunk));
    answer.on('error', () => undefined);
    resolve(asked);
  });
  call.on('error', reject);
  call.end(JSON.stringify({ 0: { task: 'explain', question, source: '' } }));
  return promise;
}

const held = { fault: 'slow', firstMs: 0, betweenMs: 600_000, text: 'The first piece and the second.' } as const;

test('the answer arrives piece by piece, uncompressed, while the provider still holds back the rest', async () => {
  provider.next(held);
  const asked = await ask('What is a pipeline?');
  expect(asked.answer.statusCode).toBe(200);
  await expect.poll(() => asked.text).toContain('"The first piece "');
  expect(asked.answer.headers['content-encoding']).toBeUndefined();
  expect(asked.answer.headers['x-accel-buffering']).toBe('no');
  expect(provider.aborted).toBe(0);
  asked.call.destroy();
  await expect.poll(() => provider.aborted).toBe(1);
});

test('who leaves before the first piece ends the call at the provider', async () => {
  provider.next({ fault: 'hang' });
  const asked = await ask('What is a workflow?');
  await expect.poll(() => provider.requests.length).toBe(1);
  asked.call.destroy();
  await expect.poll(() => provider.aborted).toBe(1);
});

test('a key that is revoked while it waits gets no more, and the call at the provider ends', async () => {
  provider.next(held);
  const asked = await ask('What is a funnel?', { authorization: `Bearer ${await newKey(testApp, {})}` });
  await expect.poll(() => asked.text).toContain('"The first piece "');
  const { id } = await testApp.db.selectFrom('api_keys').select('id').executeTakeFirstOrThrow();
  const headers = { ...own, cookie };
  await testApp.app.inject({ method: 'POST', url: '/trpc/apiKeys.revoke', headers, payload: { id } });
  await asked.ended;
  expect(asked.text).toMatch(/"code":"UNAUTHORIZED"/);
  await expect.poll(() => provider.aborted).toBe(1);
});

test('whose role changes meanwhile is told to ask again, and stays signed in', async () => {
  provider.next(held);
  const { id: memberId } = await testApp.db
    .insertInto('members')
    .values({ agency_id: testApp.agencyId, ghl_user_id: 'u2', name: 'Bea', email: 'bea@example.com', role: 'operator' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const asked = await ask('What is a form?', { cookie: `gw_session=${await testApp.newSession(memberId)}` });
  await expect.poll(() => asked.text).toContain('"The first piece "');
  const headers = { ...own, cookie };
  const payload = { memberId, role: 'admin' };
  await testApp.app.inject({ method: 'POST', url: '/trpc/members.setRole', headers, payload });
  await asked.ended;
  expect(asked.text).toMatch(/"code":"CONFLICT".*"retryable":true/);
});

test('the whole answer ends the stream, with who gave it', async () => {
  provider.next('A pipeline is a row of stages.');
  const asked = await ask('What is a stage?');
  await asked.ended;
  expect(asked.text).toContain('A pipeline is a row of stages.');
  expect(asked.text).toContain('"source":"model"');
});

test('a refusal comes in the stream, with the seconds to wait', async () => {
  const { db } = testApp;
  const member = await db.selectFrom('members').select(['id', 'agency_id']).executeTakeFirstOrThrow();
  const question = {
    agency_id: member.agency_id,
    member_id: member.id,
    attempt: 1,
    task: 'explain',
    source: 'cache',
  } as const;
  const questions = Array.from({ length: 30 }, () => ({ ...question, run_id: randomUUID(), state: 'DONE' as const }));
  const before = provider.requests.length;
  await db.insertInto('assistant_calls').values(questions).execute();
  const asked = await ask('What is one question too many?');
  await asked.ended;
  await db.deleteFrom('assistant_calls').execute();
  expect(asked.text).toMatch(/"code":"RATE_LIMITED".*"retryable":true,"retryAfterSeconds":\d+/);
  expect(provider.requests).toHaveLength(before);
});

test('neither the key, nor the question, nor the answer is logged', async () => {
  provider.next('A custom value is a word that templates use.');
  await (
    await ask('What is the custom value for Doctor Quux?')
  ).ended;
  provider.otherwise({ fault: 'status', status: 401, code: 'invalid_api_key' });
  await (
    await ask('What is the custom value for Doctor Quux, again?')
  ).ended;
  expect(testApp.lines.join('\n')).not.toMatch(/sk-test-stream|Quux|templates use/);
});
