import { fastifyCookie } from '@fastify/cookie';
import { appRouter } from '@groundwork/api';
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCookies } from './cookies.ts';
import { readBearer } from './read-bearer.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
/** The same procedures, served by tRPC's own adapter. */
let plain: FastifyInstance;
let ports: { ours: number; trpc: number };
let cookie: string;

beforeAll(async () => {
  testApp = await createTestApp();
  cookie = `gw_session=${await testApp.newSession()}`;
  const cookies = createCookies(new URL('http://localhost:4000'));
  plain = fastify({ forceCloseConnections: true });
  await plain.register(fastifyCookie);
  await plain.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      createContext: ({ req }) => ({
        core: testApp.core,
        session: cookies.read(req, 'gw_session'),
        apiKey: readBearer(req),
        idempotencyKey: null,
        requestId: 'this',
      }),
    },
  } satisfies FastifyTRPCPluginOptions<typeof appRouter>);
  const listen = async (app: FastifyInstance) => Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  ports = { ours: await listen(testApp.app), trpc: await listen(plain) };
  const topic = `agency:${testApp.agencyId}`;
  await testApp.db.insertInto('event_topics').values({ topic, agency_id: testApp.agencyId, last_id: 3 }).execute();
  const events = ['Zoë’s clinic', 'a\u2028b', '"quoted"\n'].map((name, place) => ({
    topic,
    id: place + 1,
    event: JSON.stringify({ type: 'rollout.changed', rollout: { name } }),
  }));
  await testApp.db.insertInto('events').values(events).execute();
});
afterAll(async () => {
  await plain.close();
  await testApp.close();
});

interface Asked {
  method?: string;
  query: string;
  headers?: Record<string, string>;
  /** What the last message to be heard holds. Without it: until the answer ends. */
  until?: string;
  /** Called with all that was heard so far, each time that something is. */
  heard?: (text: string) => void;
}
interface Told {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

const ask = (port: number, { method = 'GET', query, headers, until, heard }: Asked): Promise<Told> =>
  new Promise((resolve, reject) => {
    const call = request({ port, method, path: `/trpc/feed${query}`, headers: { ...own, ...headers } }, (answer) => {
      let text = '';
      const done = () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: normal(text) });
        call.destroy();
      };
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        heard?.(text);
        if (until && text.includes(until) && text.endsWith('\n\n\n')) done();
      });
      answer.on('end', done).on('error', () => {});
    });
    call.on('error', reject).end();
  });

/** Of what differs by itself, and of what we add. */
const normal = (text: string) =>
  text
    .replace(/^retry: 500\n\n/, '')
    // One in fifteen seconds, whenever that is: write-feed.test.ts holds it to tRPC's.
    .replaceAll('event: ping\ndata: \n\n\n', '')
    .replaceAll(/"requestId":"[^"]*"|request [0-9a-f-]{36}|request this/g, '<request>');

const input = (value: unknown) => `?input=${encodeURIComponent(JSON.stringify(value))}`;
const agency = { topics: ['agency'] };
const place = (id: number) => Buffer.from(JSON.stringify({ agency: id })).toString('base64url');
const signedIn = () => ({ cookie });
const lastWords = '"id":3';

const streams: [string, () => Asked][] = [
  ['from the beginning', () => ({ query: input(agency), headers: signedIn(), until: lastWords })],
  [
    'after a place in the input',
    () => ({ query: input({ ...agency, lastEventId: place(2) }), headers: signedIn(), until: lastWords }),
  ],
  [
    'after a place in a header, which wins',
    () => ({
      query: input({ ...agency, lastEventId: place(1) }),
      headers: { ...signedIn(), 'last-event-id': place(2) },
      until: lastWords,
    }),
  ],
  [
    'after a place in the address',
    () => ({ query: `${input(agency)}&lastEventId=${place(2)}`, headers: signedIn(), until: lastWords }),
  ],
  [
    'after a place of another database',
    () => ({ query: `${input(agency)}&Last-Event-Id=${place(99)}`, headers: signedIn(), until: lastWords }),
  ],
  [
    'of a job that is unknown',
    () => ({ query: input({ topics: [`job:${crypto.randomUUID()}`] }), headers: signedIn() }),
  ],
  ['of nobody', () => ({ query: input(agency) })],
  ['with a key that is no good', () => ({ query: input(agency), headers: { authorization: 'Bearer gw_no' } })],
  ['of no topic', () => ({ query: input({ topics: [] }), headers: signedIn() })],
  ['without input', () => ({ query: '', headers: signedIn() })],
  ['without input, with a place', () => ({ query: `?lastEventId=${place(1)}`, headers: signedIn() })],
  ['with a list for its input', () => ({ query: `${input(['agency'])}&lastEventId=${place(1)}`, headers: signedIn() })],
  ['with what is no JSON', () => ({ query: '?input={', headers: signedIn() })],
];

describe('byte for byte as tRPC’s own adapter answers', () => {
  test.each(streams)('a stream %s', async (_name, asked) => {
    const [ours, theirs] = [await ask(ports.ours, asked()), await ask(ports.trpc, asked())];
    expect(ours.status).toBe(200);
    expect(ours.text).toMatch(/^event: connected\n/);
    expect(ours.text).toEqual(theirs.text);
    const { date: _date, ...expected } = theirs.headers;
    expect(ours.headers).toMatchObject(expected);
  });

  test.each<[string, () => Asked]>([
    [
      'a batch',
      () => ({ query: `?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: agency }))}`, headers: signedIn() }),
    ],
    [
      'a list of lines',
      () => ({ query: input(agency), headers: { ...signedIn(), 'trpc-accept': 'application/jsonl' } }),
    ],
    ['a form', () => ({ query: input(agency), headers: { ...signedIn(), 'content-type': 'multipart/form-data' } })],
    ['HEAD', () => ({ method: 'HEAD', query: input(agency), headers: signedIn() })],
  ])('%s is refused', async (_name, asked) => {
    const [ours, theirs] = [await ask(ports.ours, asked()), await ask(ports.trpc, asked())];
    expect({ status: ours.status, text: ours.text }).toEqual({ status: theirs.status, text: theirs.text });
    expect(ours.headers['content-type']).toEqual(theirs.headers['content-type']);
  });

  test('a stream that ends with its session', async () => {
    const { id: memberId } = await testApp.db
      .insertInto('members')
      .values({ agency_id: testApp.agencyId, name: 'Bea', email: 'bea@example.com', role: 'viewer' })
      .returning('id')
      .executeTakeFirstOrThrow();
    const hers = { cookie: `gw_session=${await testApp.newSession(memberId)}` };
    const asked = { query: input({ ...agency, lastEventId: place(2) }), headers: hers };
    const isOpen = () =>
      testApp.app.inject({ url: '/metrics' }).then(({ body }) => /^groundwork_feed_streams 1$/m.test(body));
    const so = { ours: '', trpc: '' };
    const follow = (whose: 'ours' | 'trpc') => ask(ports[whose], { ...asked, heard: (text) => (so[whose] = text) });
    const both = Promise.all([follow('ours'), follow('trpc')]);
    for (const whose of ['ours', 'trpc'] as const) await expect.poll(() => so[whose]).toContain(lastWords);
    await expect.poll(isOpen).toBe(true);
    const removed = await testApp.app.inject({
      method: 'POST',
      url: '/trpc/members.remove',
      headers: { ...own, cookie },
      payload: { memberId },
    });
    expect(removed.statusCode).toBe(200);
    const [ours, theirs] = await both;
    expect(ours.text).toContain('event: return\n');
    expect(ours.text).toEqual(theirs.text);
    await expect.poll(isOpen).toBe(false);
  });
});
