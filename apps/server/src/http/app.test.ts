import type { FastifyInstance } from 'fastify';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { safePath } from './safe-path.ts';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
let app: FastifyInstance;
let secureApp: FastifyInstance;

beforeAll(async () => {
  testApp = await createTestApp();
  ({ app, secureApp } = testApp);
});
afterAll(() => testApp.close());

const me = (headers: Record<string, string>) => app.inject({ url: '/trpc/session.me', headers });
const signOut = (headers: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/trpc/session.signOut',
    headers: { 'content-type': 'application/json', ...headers },
    payload: '',
  });

describe('the site', () => {
  test('answers to its own address and no other, on loopback too', async () => {
    expect((await me({ host: 'evil.example' })).statusCode).toBe(403);
    expect((await me({ host: 'localhost:9999' })).statusCode).toBe(403);
    expect((await me({ host: '127.0.0.1:4000' })).statusCode).toBe(401);
  });

  test('refuses what another site sends in a visitor’s name', async () => {
    expect((await signOut({ ...own, origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await signOut({ ...own, origin: 'http://localhost:5173' })).statusCode).toBe(403);
    expect((await signOut({ ...own, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    expect((await signOut({ ...own, origin: 'https://localhost:4000' })).statusCode).toBe(403);
    expect((await signOut({ ...own, origin: 'http://localhost:4000' })).statusCode).toBe(200);
  });

  test('takes calls as JSON and nothing else', async () => {
    const form = await signOut({ ...own, 'content-type': 'multipart/form-data; boundary=x' });
    expect(form.statusCode).toBe(400);
    expect(form.json().error.data.app.message).toContain('application/json');
  });

  test('signs nobody out who only followed a link', async () => {
    const answer = await app.inject({ url: '/trpc/session.signOut', headers: own });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('says in its one format that there is nothing', async () => {
    const answer = await app.inject({ url: '/trpc/no/such/thing', headers: own });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error.data.app.code).toBe('NOT_FOUND');
  });

  test('opens itself to no other origin', async () => {
    const answer = await me({ ...own, origin: 'https://evil.example' });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('sends a policy without inline scripts, also with what it refuses, and HSTS over https alone', async () => {
    const plain = await app.inject({ url: '/health/live', headers: own });
    expect(plain.headers['content-security-policy']).toContain("default-src 'self'");
    expect(plain.headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(plain.headers['strict-transport-security']).toBeUndefined();
    const refused = await me({ host: 'evil.example' });
    for (const name of ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy'])
      expect(refused.headers[name]).toBe(plain.headers[name] ?? 'missing');
    const secure = await secureApp.inject({ url: '/health/live', headers: { host: 'app.example.com' } });
    expect(secure.headers['strict-transport-security']).toContain('max-age=');
  });

  test('is ready with its database, and says which third party is away', async () => {
    const answer = await app.inject({ url: '/health/ready' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ database: true, services: { bridge: { state: 'down' } } });
  });

  test('shows its numbers', async () => {
    const shown = async () => (await app.inject({ url: '/metrics' })).body;
    expect(await shown()).toContain('groundwork_http_request_seconds');
    await expect.poll(shown).toContain('groundwork_queue_waiting{queue="apply",for="worker"} 0');
  });
});

describe('a call', () => {
  test('without a session is UNAUTHORIZED, in the one error format', async () => {
    const answer = await me(own);
    expect(answer.statusCode).toBe(401);
    expect(answer.json().error.data.app).toMatchObject({
      code: 'UNAUTHORIZED',
      requestId: answer.headers['x-request-id'],
    });
  });

  test('with a session knows who asks; with an ended one it does not', async () => {
    const cookie = `gw_session=${await testApp.newSession()}`;
    expect((await me({ ...own, cookie })).json().result.data).toMatchObject({
      user: { name: 'Ann', role: 'owner' },
      agency: { name: 'One' },
    });
    const out = await signOut({ ...own, cookie });
    expect(out.headers['set-cookie']).toContain('gw_session=;');
    expect((await me({ ...own, cookie })).statusCode).toBe(401);
  });

  test('with a malformed id names the fault', async () => {
    const cookie = `gw_session=${await testApp.newSession()}`;
    const url = `/trpc/jobs.get?input=${encodeURIComponent('{"id":"x"}')}`;
    const answer = await app.inject({ url, headers: { ...own, cookie } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.data.app).toMatchObject({ code: 'BAD_REQUEST', issues: [{ path: 'id' }] });
  });

  test('that is too large is refused in words', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/trpc/blueprints.check',
      headers: { ...own, 'content-type': 'application/json' },
      payload: JSON.stringify({ source: 'x'.repeat(5 * 1024 * 1024) }),
    });
    expect(answer.statusCode).toBe(413);
    expect(answer.json().error.data.app.code).toBe('BLUEPRINT_TOO_LARGE');
  });
});

describe('sign-in', () => {
  test('starts with a nonce that only its hash leaves the browser of', async () => {
    const answer = await app.inject({ url: '/auth/ghl?next=/jobs', headers: own });
    const cookie = String(answer.headers['set-cookie']);
    const nonce = /gw_sign_in=([\w-]+)/.exec(cookie)?.[1] ?? '';
    const target = new URL(String(answer.headers.location));
    expect(target.origin + target.pathname).toBe('http://localhost:4001/oauth/install');
    expect(target.searchParams.get('nonce')).toBe(createHash('sha256').update(nonce).digest('hex'));
    expect(target.href).not.toContain(nonce);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  test('over https binds its cookies to the host', async () => {
    const answer = await secureApp.inject({ url: '/auth/ghl', headers: { host: 'app.example.com' } });
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-gw_sign_in=.*Secure/);
  });

  test('refuses a ticket without the cookie, and passes on no text of strangers', async () => {
    const ticket = 'a'.repeat(43);
    const noCookie = await app.inject({ url: `/auth/ghl/callback?ticket=${ticket}`, headers: own });
    expect(noCookie.headers.location).toBe('/sign-in?error=TICKET_INVALID');
    const reflected = await app.inject({ url: '/auth/ghl/callback?error=%3Cscript%3E', headers: own });
    expect(reflected.headers.location).toBe('/sign-in?error=TICKET_INVALID');
  });

  test('says when the OAuth service is away', async () => {
    const answer = await app.inject({
      url: `/auth/ghl/callback?ticket=${'a'.repeat(43)}`,
      headers: { ...own, cookie: 'gw_sign_in=nonce.Lw' },
    });
    expect(answer.headers.location).toBe('/sign-in?error=OAUTH_UNAVAILABLE');
    expect(testApp.lines.join('')).not.toContain('a'.repeat(43));
  });

  test.each([
    ['/jobs?state=FAILED', '/jobs?state=FAILED'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    [undefined, '/'],
  ])('leads on to own pages only: %s', (next, expected) => {
    expect(safePath(next)).toBe(expected);
  });
});
