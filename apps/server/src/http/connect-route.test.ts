import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, own, type TestApp } from './test-app.ts';

/** With an OAuth service that does not answer; what the real one makes of tickets is tested in e2e. */
let testApp: TestApp;
/** The cookie of a browser that opened a link. */
let link: string;
beforeAll(async () => {
  testApp = await createTestApp();
  const { headers } = await get('/auth/connect?agency=c1&location=l1');
  link = String(headers['set-cookie']).split(';')[0] ?? '';
});
afterAll(() => testApp.close());

const get = (url: string, cookie = '') => testApp.app.inject({ url, headers: cookie ? { ...own, cookie } : own });
const ticket = 'a'.repeat(43);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('a link to connect', () => {
  test('leads to the OAuth service, with a nonce that only its hash leaves the browser of', async () => {
    const answer = await get('/auth/connect?agency=c1');
    const cookie = String(answer.headers['set-cookie']);
    const nonce = /gw_connect=([\w-]+)/.exec(cookie)?.[1] ?? '';
    const target = new URL(String(answer.headers.location));
    expect(target.origin + target.pathname).toBe('http://localhost:4001/oauth/install');
    expect(target.searchParams.get('nonce')).toMatch(/^[0-9a-f]{64}$/);
    expect(target.searchParams.get('user_type')).toBeNull();
    expect(target.href).not.toContain(nonce);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
  });

  test('hashes its nonce otherwise than sign-in: in the wrong cookie it is worth nothing', async () => {
    const answer = await get('/auth/connect?agency=c1');
    const nonce = /gw_connect=([\w-]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
    expect(nonce).toHaveLength(43);
    const sent = new URL(String(answer.headers.location)).searchParams.get('nonce');
    expect(sent).not.toBe(sha256(nonce));
  });

  test('for one location asks GHL for that kind of grant', async () => {
    const { headers } = await get('/auth/connect?agency=c1&location=l1');
    expect(new URL(String(headers.location)).searchParams.get('user_type')).toBe('Location');
  });

  test.each([
    ['without an agency', ''],
    ['with an empty agency', '?agency='],
    ['with markup', '?agency=%3Cscript%3E'],
    ['with two agencies', '?agency=c1&agency=c2'],
    ['with an id that is too long', `?agency=${'c'.repeat(65)}`],
    ['with a location that is none', '?agency=c1&location=../x'],
  ])('%s is refused in words, and sets no cookie', async (_, query) => {
    const { headers } = await get(`/auth/connect${query}`);
    expect(headers.location).toBe('/connected?result=failed&code=LINK_INVALID');
    expect(headers['set-cookie']).toBeUndefined();
  });

  test('touches no session', async () => {
    const session = `gw_session=${await testApp.newSession()}`;
    const answers = [
      await get('/auth/connect?agency=c1', session),
      await get('/auth/ghl/callback?error=ACCESS_DENIED', `${session}; ${link}`),
      await get(`/auth/ghl/callback?ticket=${ticket}`, `${session}; ${link}`),
    ];
    for (const { headers } of answers) expect(String(headers['set-cookie'])).not.toContain('gw_session');
    expect((await get('/trpc/session.me', session)).statusCode).toBe(200);
  });
});

describe('the way back from a link', () => {
  const cases: [string, query: string, location: string][] = [
    ['with a refusal', 'error=ACCESS_DENIED', '/connected?result=denied&code=ACCESS_DENIED'],
    ['with an error', 'error=SIGN_IN_EXPIRED', '/connected?result=failed&code=SIGN_IN_EXPIRED'],
    ['with the text of a stranger', 'error=%3Cscript%3E', '/connected?result=failed&code=TICKET_INVALID'],
    ['with nothing', '', '/connected?result=failed&code=TICKET_INVALID'],
    ['while the OAuth service is away', `ticket=${ticket}`, '/connected?result=failed&code=OAUTH_UNAVAILABLE'],
  ];
  test.each(cases)('%s ends on the public page, and its cookie is gone', async (_, query, location) => {
    const { headers } = await get(`/auth/ghl/callback?${query}`, link);
    expect(headers.location).toBe(location);
    expect(String(headers['set-cookie'])).toMatch(/^gw_connect=;/);
  });

  test('without the cookie is no way back from a link', async () => {
    expect((await get(`/auth/ghl/callback?ticket=${ticket}`)).headers.location).toBe('/sign-in?error=TICKET_INVALID');
  });

  test('with a cookie that is none is no way back from a link', async () => {
    const { headers } = await get(`/auth/ghl/callback?ticket=${ticket}`, 'gw_connect=x.eyJhIjoxfQ.1');
    expect(headers.location).toBe('/sign-in?error=TICKET_INVALID');
  });

  test('with its nonce rewritten into the cookie of sign-in is no way to sign in', async () => {
    const [nonce, ...rest] = link.replace('gw_connect=', '').split('.');
    const rewritten = `gw_sign_in=${encodeURIComponent(`connect ${nonce}`)}.${rest.join('.')}`;
    const { headers } = await get(`/auth/ghl/callback?ticket=${ticket}`, rewritten);
    expect(headers.location).toBe('/sign-in?error=TICKET_INVALID');
  });

  test('a refusal is told where the later of two ways began', async () => {
    const startedAt = Number(link.split('.').at(-1));
    const later = `${link}; gw_sign_in=nonce.Lw.${startedAt + 1}`;
    const earlier = `${link}; gw_sign_in=nonce.Lw.${startedAt - 1}`;
    const end = async (cookie: string) =>
      (await get('/auth/ghl/callback?error=ACCESS_DENIED', cookie)).headers.location;
    expect(await end(later)).toBe('/sign-in?error=ACCESS_DENIED');
    expect(await end(earlier)).toBe('/connected?result=denied&code=ACCESS_DENIED');
  });
});
