import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, own, type TestApp } from './test-app.ts';

let testApp: TestApp;
let owner: { host: string; cookie: string };
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(() => testApp.close());
beforeEach(async () => {
  owner = { ...own, cookie: `gw_session=${await testApp.newSession()}` };
  await testApp.db.deleteFrom('members').where('role', '!=', 'owner').execute();
});

const mutate = (procedure: string, input: object, headers: object = owner) =>
  testApp.app.inject({ method: 'POST', url: `/trpc/${procedure}`, headers: { ...headers }, payload: input });

/** Invites by the API; the token is what stands behind the address's #. */
async function invite(): Promise<{ url: string; token: string; invitationId: string }> {
  const answer = await mutate('members.invite', { email: 'bea@example.com', name: 'Bea', role: 'operator' });
  const { url, invitation } = answer.json().result.data as { url: string; invitation: { id: string } };
  return { url, token: new URL(url).hash.slice(1), invitationId: invitation.id };
}
/** Each from an address of its own, since an address is limited. */
let addresses = 1;
const accept = (
  payload: object | string,
  headers: Record<string, string> = {},
  { app = testApp.app, remoteAddress = `10.0.0.${addresses++}` } = {},
) =>
  app.inject({
    method: 'POST',
    url: '/auth/invitation',
    headers: { ...own, 'user-agent': 'Firefox', ...headers },
    remoteAddress,
    payload,
  });
const me = (cookie: string) => testApp.app.inject({ url: '/trpc/session.me', headers: { ...own, cookie } });

describe('an invitation', () => {
  test('is a link to the page, whose secret no request line carries', async () => {
    const { url, token } = await invite();
    expect(url).toBe(`http://localhost:4000/invite#${token}`);
    const offer = await mutate('invitations.offer', { token }, own);
    expect(offer.json().result.data).toMatchObject({ agency: 'One', name: 'Bea', role: 'operator', invitedBy: 'Ann' });
    expect((await accept({ token })).statusCode).toBe(204);
    expect(testApp.lines.join('')).not.toContain(token);
  });

  test('becomes a session in a cookie that scripts cannot read', async () => {
    const { token } = await invite();
    const answer = await accept({ token });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers['cache-control']).toBe('no-store');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^gw_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/);
    const view = (await me(cookie.split(';')[0] ?? '')).json().result.data;
    expect(view).toMatchObject({ user: { name: 'Bea', role: 'operator' }, agency: { name: 'One' } });
    const sessions = await testApp.app.inject({
      url: '/trpc/sessions.list',
      headers: { ...own, cookie: cookie.split(';')[0] ?? '' },
    });
    expect(sessions.json().result.data).toMatchObject([
      { id: view.sessionId, isCurrent: true, userAgent: 'Firefox', signedInBy: 'invitation' },
    ]);
  });

  test('sent as a form leads on to a page', async () => {
    const { token } = await invite();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const first = await accept(`token=${token}`, form);
    expect([first.statusCode, first.headers.location]).toEqual([303, '/']);
    expect(String(first.headers['set-cookie'])).toContain('gw_session=');
    const second = await accept(`token=${token}`, form);
    expect([second.statusCode, second.headers.location]).toEqual([303, '/sign-in?error=INVITATION_INVALID']);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  test('ends the session that this browser had', async () => {
    const { token } = await invite();
    expect((await accept({ token }, { cookie: owner.cookie })).statusCode).toBe(204);
    expect((await me(owner.cookie)).statusCode).toBe(401);
  });

  test('over https binds the session to the host', async () => {
    const { token } = await invite();
    const answer = await accept({ token }, { host: 'app.example.com' }, { app: testApp.secureApp });
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-gw_session=.*Secure/);
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }, 403, 'FORBIDDEN'],
    ['another site, by the browser’s word', { 'sec-fetch-site': 'cross-site' }, 403, 'FORBIDDEN'],
    ['another address', { host: 'evil.example' }, 403, 'FORBIDDEN'],
  ])('is not accepted from %s, and stays good', async (_, headers, status, code) => {
    const { token } = await invite();
    const answer = await accept({ token }, headers);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await accept({ token })).statusCode).toBe(204);
  });

  test.each([
    ['nothing', {}, 400, 'BAD_REQUEST'],
    ['no text', { token: 7 }, 400, 'BAD_REQUEST'],
    ['too much', { token: 'x'.repeat(201) }, 400, 'BAD_REQUEST'],
    ['far too much', { token: 'x'.repeat(9_000) }, 413, 'BLUEPRINT_TOO_LARGE'],
    ['an unknown one', { token: 'x'.repeat(43) }, 404, 'NOT_FOUND'],
    ['NUL', { token: '\0' }, 404, 'NOT_FOUND'],
  ])('whose token is %s signs nobody in', async (_, payload, status, code) => {
    const answer = await accept(payload);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test('that was taken back says so', async () => {
    const { token, invitationId } = await invite();
    await mutate('members.revokeInvitation', { invitationId });
    const answer = await accept({ token });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().error).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/taken back/) });
  });

  test('is tried thirty times a minute from one address and no more', async () => {
    const statuses: number[] = [];
    for (let tried = 0; tried < 31; tried++)
      statuses.push((await accept({ token: 'x' }, {}, { remoteAddress: '10.1.1.1' })).statusCode);
    expect(statuses).toEqual([...Array<number>(30).fill(404), 429]);
  });

  test.each([
    ['an e-mail address that is none', { email: 'bea', name: 'Bea', role: 'viewer' }, 'email'],
    ['an empty name', { email: 'b@example.com', name: '  ', role: 'viewer' }, 'name'],
    ['a name that reads backwards', { email: 'b@example.com', name: 'a\u202Eb', role: 'viewer' }, 'name'],
    ['a name with NUL', { email: 'b@example.com', name: 'a\0b', role: 'viewer' }, 'name'],
    ['the owner’s role', { email: 'b@example.com', name: 'Bea', role: 'owner' }, 'role'],
  ])('is not made for %s', async (_, input, path) => {
    const { app } = (await mutate('members.invite', input)).json().error.data;
    expect(app).toMatchObject({ code: 'BAD_REQUEST', issues: [{ path }] });
  });
});
