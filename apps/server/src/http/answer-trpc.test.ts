import { appRouter } from '@groundwork/api';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import { fastify, type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
/** The same procedures, served by tRPC's own adapter. */
let plain: FastifyInstance;
let session: string;

beforeAll(async () => {
  testApp = await createTestApp();
  session = await testApp.newSession();
  plain = fastify({ routerOptions: { maxParamLength: 5_000 } });
  await plain.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      maxBatchSize: 50,
      createContext: () => ({ core: testApp.core, session, apiKey: null, idempotencyKey: null, requestId: 'this' }),
    },
  } satisfies FastifyTRPCPluginOptions<typeof appRouter>);
});
afterAll(async () => {
  await plain.close();
  await testApp.close();
});

const json = { 'content-type': 'application/json' };
const input = (value: unknown) => `input=${encodeURIComponent(JSON.stringify(value))}`;
const many = (count: number) => Array.from({ length: count }, () => 'session.me').join(',');
const check = '/trpc/blueprints.check';

const calls: Record<string, InjectOptions> = {
  'a query': { url: '/trpc/session.me' },
  'a query with an input': { url: `/trpc/jobs.list?${input({ limit: 1 })}` },
  'a query with an input that is none': { url: '/trpc/jobs.list?input={' },
  'a query with another input': { url: `/trpc/jobs.list?${input({ limit: 'ten' })}` },
  'a mutation': { method: 'POST', url: check, headers: json, payload: JSON.stringify({ source: 'ä: 1' }) },
  'a mutation in no words': { method: 'POST', url: check, headers: json, payload: '' },
  'a mutation in broken JSON': { method: 'POST', url: check, headers: json, payload: '{"source"' },
  'a mutation without a body': { method: 'POST', url: check, headers: json },
  'a mutation by GET': { url: `${check}?${input({ source: '' })}` },
  'a query by POST': { method: 'POST', url: '/trpc/session.me', headers: json, payload: '{}' },
  'a batch': { url: `/trpc/${many(2)}?batch=1` },
  'a batch of too many': { url: `/trpc/${many(51)}?batch=1` },
  'a batch with a part that is unknown': { url: '/trpc/session.me,no.such?batch=1' },
  'what is unknown': { url: '/trpc/no.such' },
  'a HEAD': { method: 'HEAD', url: '/trpc/session.me' },
};

/** Of the one thing that differs by itself. */
const normal = (text: string) =>
  text.replaceAll(/"requestId":"[^"]*"|request [0-9a-f-]{36}|request this/g, '<request>');

describe('as tRPC’s own adapter answers', () => {
  test.each(Object.entries(calls))('%s', async (_name, call) => {
    const ours = await testApp.app.inject({
      ...call,
      headers: { ...own, ...call.headers, cookie: `gw_session=${session}` },
    });
    const theirs = await plain.inject(call);
    expect(ours.statusCode).toBe(theirs.statusCode);
    expect(normal(ours.body)).toBe(normal(theirs.body));
    expect(ours.headers['content-type']).toBe(theirs.headers['content-type']);
  });
});
