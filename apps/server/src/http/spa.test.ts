import { fastifyCompress } from '@fastify/compress';
import fastify, { type FastifyInstance } from 'fastify';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerError } from './answer-error.ts';
import { spa } from './spa.ts';

const script = `export const text = '${'long enough to be worth it '.repeat(200)}';`;
const page = '<head><meta nonce="STYLE_NONCE"></head>';
const jobLink = '<link rel="modulepreload" href="/assets/job.js">';
const visitorMark = '<meta name="session" content="none">';
const signedIn = { cookie: 'session' };
let dist: string;
let app: FastifyInstance;

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'groundwork-dist-'));
  await mkdir(join(dist, 'assets'));
  await writeFile(join(dist, 'index.html'), page);
  const pages = { '/jobs/:jobId': { known: jobLink, visitor: visitorMark }, '/jobs/new': { known: '', visitor: '' } };
  await writeFile(join(dist, 'pages.json'), JSON.stringify(pages));
  await writeFile(join(dist, 'assets/a.js'), script);
  await writeFile(join(dist, 'assets/a.js.br'), brotliCompressSync(script));
  await writeFile(join(dist, 'assets/a.js.gz'), gzipSync(script));
  app = fastify();
  app.setErrorHandler(answerError);
  await app.register(fastifyCompress, { threshold: 0 });
  await spa(app, { hasSession: ({ headers }) => headers.cookie !== undefined, dist });
});
afterAll(async () => {
  await app.close();
  await rm(dist, { recursive: true });
});

const asset = (encoding: string) =>
  app.inject({ url: '/assets/a.js', ...(encoding ? { headers: { 'accept-encoding': encoding } } : {}) });

test.each([
  ['gzip, deflate, br, zstd', 'br', brotliCompressSync(script)],
  ['gzip', 'gzip', gzipSync(script)],
  ['', undefined, Buffer.from(script)],
  ['identity', undefined, Buffer.from(script)],
])('sends to who accepts "%s" what the build has written: %s', async (accepted, encoding, content) => {
  const answer = await asset(accepted);
  expect(answer.headers['content-encoding']).toBe(encoding);
  expect(answer.rawPayload).toEqual(content);
  expect(answer.headers).toMatchObject({
    vary: expect.stringMatching(/accept-encoding/i),
    'content-type': expect.stringContaining('javascript'),
    'cache-control': 'public, max-age=31536000, immutable',
  });
});

test('names in the document of a page what that page needs, and in that of another nothing', async () => {
  const linked = await app.inject({ url: '/jobs/7?from=mail', headers: signedIn });
  expect(linked.body).toContain(`${jobLink}</head>`);
  expect(linked.headers['content-type']).toBe('text/html; charset=utf-8');
  for (const path of ['/jobs/new', '/jobs/7/unknown', '/'])
    expect((await app.inject({ url: path, headers: signedIn })).body).not.toContain('<link');
});

test('tells a page that came without a session, which no cache may keep for who signs in later', async () => {
  const [visitor, known] = [await app.inject('/jobs/7'), await app.inject({ url: '/jobs/7', headers: signedIn })];
  expect(visitor.body).toContain(`${visitorMark}</head>`);
  expect(visitor.body).not.toContain('<link');
  expect(visitor.headers['cache-control']).toBe('no-store');
  expect(known.body).not.toContain(visitorMark);
  expect(known.headers['cache-control']).toBe('private, no-cache');
});

test('gives each document a nonce of its own, which its policy names', async () => {
  const seen = new Set<string | undefined>();
  for (const path of ['/jobs/7', '/jobs/7', '/elsewhere']) {
    const answer = await app.inject(path);
    const nonce = /nonce="([^"]+)"/.exec(answer.body)?.[1];
    expect(answer.headers['content-security-policy']).toContain(`'nonce-${nonce}'`);
    seen.add(nonce);
  }
  expect(seen.size).toBe(3);
});

test('has nothing at the addresses of what only the build and the API read', async () => {
  for (const path of ['/pages.json', '/index.html', '/assets/a.js.br', '/assets/none.js'])
    expect((await app.inject(path)).body).not.toContain('jobs');
  expect((await app.inject('/assets/a.js.br')).statusCode).toBe(404);
  expect((await app.inject('/assets/none.js')).statusCode).toBe(404);
});
