import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { authorAnswer, improveAnswer } from '@groundwork/shared/author';
import { openOpenaiServer } from './openai-server.ts';
import type { OpenaiServer } from './openai-server.ts';

let server: OpenaiServer;
beforeAll(async () => void (server = await openOpenaiServer()));
beforeEach(() => server.reset());
afterAll(() => server.close());

const messages = [{ role: 'user' as const, content: 'Hello.' }];
const client = (apiKey = 'sk-test') => new OpenAI({ apiKey, baseURL: server.baseUrl, maxRetries: 0, logLevel: 'off' });

it('answers in one piece to who does not ask for a stream', async () => {
  server.next((request) => `You asked ${request.model}.`);
  const answer = await client().chat.completions.create({ model: 'm', messages });
  expect(answer.choices[0]).toMatchObject({ message: { content: 'You asked m.' }, finish_reason: 'stop' });
  expect(answer.usage?.total_tokens).toBeGreaterThan(0);
});

it('tells no tokens in a stream to who does not ask for them', async () => {
  const stream = await client().chat.completions.create({ model: 'm', messages, stream: true });
  for await (const { usage } of stream) expect(usage).toBeUndefined();
  expect(server.requests).toMatchObject([{ model: 'm', messages, stream: true, schemaName: null }]);
});

it('refuses a call without a key, in the shape of OpenAI', async () => {
  const answer = await fetch(`${server.baseUrl}/chat/completions`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(401);
  expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error', code: 'invalid_api_key' } });
  expect(server.requests).toEqual([]);
});

const asked = (schema: Record<string, unknown>) =>
  client().chat.completions.create({
    model: 'm',
    messages,
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
  });

const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const nested = (levels: number): Record<string, unknown> =>
  levels === 0 ? { type: 'string' } : object({ inner: nested(levels - 1) });

it.each([
  ['a list at the root', { type: 'array', items: { type: 'string' } }],
  ['an optional property', { ...object({ say: { type: 'string' } }), required: [] }],
  ['further properties', { ...object({}), additionalProperties: true }],
  ['a keyword it does not know', object({ say: { type: 'string', minLength: 1 } })],
  ['a definition that is missing', object({ say: { $ref: '#/$defs/Text' } })],
  ['eleven levels', nested(11)],
])('refuses %s in a strict schema, as OpenAI does', async (_what, schema) => {
  await expect(asked(schema)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('Invalid schema'),
  });
});

it('takes ten levels, and the forms in which the assistant has to answer', async () => {
  for (const schema of [nested(10), authorAnswer().jsonSchema, improveAnswer().jsonSchema]) {
    expect((await asked(schema)).choices).toHaveLength(1);
  }
});
