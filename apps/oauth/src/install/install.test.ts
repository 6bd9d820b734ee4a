import { consent, fixtures } from '@groundwork/ghl-sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Browser, signIn, startSignIn } from '../testing/browser.ts';
import { callBridge } from '../testing/call-bridge.ts';
import { createWorld } from '../testing/world.ts';
import type { TestWorld } from '../testing/world.ts';

const { agency, locations, users } = fixtures;
let world: TestWorld;

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => world.sandbox.control.clearFaults());
afterAll(() => world.close());

const grants = () => world.service.db.selectFrom('installations').selectAll().orderBy('id').execute();
const tokenCalls = async () => (await world.sandbox.control.stats()).routes['POST /oauth/token'] ?? 0;

describe('an installation from Groundwork', () => {
  test('an agency installs: grant, locations, a ticket that says who came, and tokens that GHL accepts', async () => {
    const { back, ticket, nonceHash } = await signIn(world.service);
    expect(back.location?.href.startsWith('http://main.test/auth/ghl/callback?ticket=')).toBe(true);
    expect(await callBridge(world.service, 'redeemTicket', { ticket, nonceHash })).toEqual({
      companyId: agency.id,
      userId: users.agencyAdmin.id,
      userType: 'Company',
      locationId: null,
    });

    const installation = await callBridge(world.service, 'installation', { companyId: agency.id });
    expect(installation).toMatchObject({ state: 'active', reason: null, reconciledAt: expect.any(String) });
    expect(installation.locations.map(({ name, state }) => `${name}: ${state}`)).toContain(
      'Bright Harbor Dental: active',
    );
    expect(installation.locations).toHaveLength(Object.keys(locations).length);

    const company = await callBridge(world.service, 'accessToken', { companyId: agency.id });
    expect(company).toMatchObject({ userType: 'Company', locationId: null });
    const locationId = locations.dental.id;
    const location = await callBridge(world.service, 'accessToken', { companyId: agency.id, locationId });
    expect(location).toMatchObject({ userType: 'Location', locationId });
    const tags = await fetch(`${world.sandbox.url}/locations/${locationId}/tags`, {
      headers: { authorization: `Bearer ${location.accessToken}`, version: '2021-07-28' },
    });
    expect(tags.status).toBe(200);
  });

  test('a sub-account user installs one location: its own grant gives its token', async () => {
    const locationId = fixtures.secondLocations.bakery.id;
    const companyId = fixtures.secondAgency.id;
    const { ticket, nonceHash } = await signIn(world.service, { as: users.bakeryOwner.id }, { userType: 'Location' });
    const redeemed = await callBridge(world.service, 'redeemTicket', { ticket, nonceHash });
    expect(redeemed).toMatchObject({ userType: 'Location', companyId, locationId });
    expect(await callBridge(world.service, 'accessToken', { companyId, locationId })).toMatchObject({
      userType: 'Location',
      locationId,
    });
    await expect(callBridge(world.service, 'accessToken', { companyId })).rejects.toMatchObject({
      code: 'NOT_INSTALLED',
    });
    const { locations: known } = await callBridge(world.service, 'installation', { companyId });
    expect(known).toMatchObject([{ locationId, state: 'active' }]);
  });

  test('two tabs of one browser may both be on their way', async () => {
    const browser = new Browser();
    const first = await startSignIn(world.service, { browser });
    const second = await startSignIn(world.service, { browser });
    for (const { authorizeUrl } of [first, second]) {
      const { location } = await browser.visit(await consent(authorizeUrl.href));
      expect(location?.searchParams.has('ticket')).toBe(true);
    }
    expect(browser.cookies.size).toBe(0);
  });

  test('an unknown backend or a malformed nonce gets a page, and no attempt', async () => {
    const nonce = 'a'.repeat(64);
    for (const query of [
      `backend=evil&nonce=${nonce}`,
      `backend=main&nonce=short`,
      'backend=main',
      `backend=main&backend=main&nonce=${nonce}`,
    ]) {
      const answer = await new Browser().visit(`${world.service.url}/oauth/install?${query}`);
      expect(answer).toMatchObject({ status: 400, location: null });
    }
  });

  test('a denied consent goes back with a code of ours', async () => {
    const { back } = await signIn(world.service, { decision: 'deny' });
    expect(back.location?.href).toBe('http://main.test/auth/ghl/callback?error=ACCESS_DENIED');
  });

  test('the sign-in does not fail when the locations cannot be read; they are read later', async () => {
    await world.service.db.updateTable('installations').set({ reconciled_at: null }).execute();
    await world.sandbox.control.addFault({
      method: 'GET',
      path: '/oauth/installedLocations',
      mode: 'status',
      count: 1,
    });
    const { ticket } = await signIn(world.service);
    expect(ticket).not.toBe('');
    await world.service.db.updateTable('installations').set({ reconcile_after: new Date() }).execute();
    await vi.waitFor(async () => {
      const { reconciledAt } = await callBridge(world.service, 'installation', { companyId: agency.id });
      expect(reconciledAt).not.toBeNull();
    }, 60_000);
  });
});

describe('a state', () => {
  test('is not spent by a HEAD request', async () => {
    const { authorizeUrl, browser } = await startSignIn(world.service);
    const callbackUrl = await consent(authorizeUrl.href);
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await fetch(callbackUrl, { method: 'HEAD', headers: { cookie } })).status).toBe(404);
    const { location } = await browser.visit(callbackUrl);
    expect(location?.searchParams.has('ticket')).toBe(true);
  });

  test('that is forged changes nothing and is answered with a page', async () => {
    const before = await tokenCalls();
    const browser = new Browser();
    const answer = await browser.visit(`${world.service.url}/oauth/callback?code=abc&state=${'x'.repeat(43)}`);
    expect(answer).toMatchObject({ status: 400, location: null });
    expect(await tokenCalls()).toBe(before);
  });

  test('works once', async () => {
    const { callbackUrl, browser } = await signIn(world.service);
    const before = await tokenCalls();
    expect(await browser.visit(callbackUrl)).toMatchObject({ status: 400, location: null });
    expect(await tokenCalls()).toBe(before);
  });

  test('does not work in another browser, and still works in its own', async () => {
    const { authorizeUrl, browser } = await startSignIn(world.service);
    const callbackUrl = await consent(authorizeUrl.href);
    const stranger = new Browser();
    await startSignIn(world.service, { browser: stranger });
    expect(await stranger.visit(callbackUrl)).toMatchObject({ status: 400, location: null });
    const { location } = await browser.visit(callbackUrl);
    expect(location?.searchParams.has('ticket')).toBe(true);
  });

  test('that has expired goes back to its backend with an error, without exchanging the code', async () => {
    const { authorizeUrl, browser } = await startSignIn(world.service);
    const callbackUrl = await consent(authorizeUrl.href);
    await world.service.db
      .updateTable('install_attempts')
      .set({ expires_at: new Date(0) })
      .execute();
    const before = await tokenCalls();
    const { location } = await browser.visit(callbackUrl);
    expect(location?.href).toBe('http://main.test/auth/ghl/callback?error=SIGN_IN_EXPIRED');
    expect(await tokenCalls()).toBe(before);
  });

  test('that is missing installs, and signs nobody in', async () => {
    const { authorizeUrl, browser } = await startSignIn(world.service);
    const callback = new URL(await consent(authorizeUrl.href, { as: users.otherAgencyAdmin.id }));
    callback.searchParams.delete('state');
    const before = await world.service.db.selectFrom('tickets').selectAll().execute();
    const answer = await browser.visit(callback);
    expect(answer).toMatchObject({ status: 200, location: null });
    expect(answer.html).toContain('Installed');
    expect(await world.service.db.selectFrom('tickets').selectAll().execute()).toHaveLength(before.length);
    const installed = await callBridge(world.service, 'installation', { companyId: fixtures.secondAgency.id });
    expect(installed.state).toBe('active');
  });
});

describe('a code', () => {
  test('that was exchanged before is refused, and the grant it brought stays', async () => {
    const { callbackUrl } = await signIn(world.service);
    const replay = await startSignIn(world.service);
    const url = new URL(callbackUrl);
    url.searchParams.set('state', replay.authorizeUrl.searchParams.get('state') ?? '');
    const { location } = await replay.browser.visit(url);
    expect(location?.href).toBe('http://main.test/auth/ghl/callback?error=CODE_REFUSED');
    expect((await callBridge(world.service, 'installation', { companyId: agency.id })).state).toBe('active');
  });

  test.for([
    ['a gateway page', { mode: 'status' }],
    ['an empty 200', { mode: 'empty' }],
    ['a cut connection', { mode: 'drop' }],
    [
      'an answer that is not a grant',
      { mode: 'status', status: 200, contentType: 'application/json', body: '{"access_token":"x"}' },
    ],
  ] as const)('that GHL answers with %s goes back as GHL_UNAVAILABLE and stores nothing', async ([, fault]) => {
    const before = await grants();
    await world.sandbox.control.addFault({ method: 'POST', path: '/oauth/token', count: 1, ...fault });
    const { back } = await signIn(world.service);
    expect(back.location?.searchParams.get('error')).toBe('GHL_UNAVAILABLE');
    expect((await grants()).map((row) => row.pair_number)).toEqual(before.map((row) => row.pair_number));
  });
});

describe('a page', () => {
  test('never shows what the request brought, and runs nothing', async () => {
    const bad = encodeURIComponent('"><script>alert(1)</script>');
    const answer = await fetch(`${world.service.url}/oauth/callback?error=${bad}&error_description=${bad}`);
    const html = await answer.text();
    expect(html).not.toContain('alert');
    expect(html).toContain('<html lang="en">');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('strict-transport-security')).toBeNull();
  });
});

test('behind https the cookie is Secure and __Host-, and HSTS is sent', async () => {
  const secure = await createWorld({ env: { OAUTH_PUBLIC_URL: 'https://connect.example.com' } });
  const query = `backend=main&nonce=${'a'.repeat(64)}`;
  const answer = await fetch(`${secure.service.url}/oauth/install?${query}`, { redirect: 'manual' });
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-gw_install_/);
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute);
  expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
  await secure.close();
});

test('a flood from one address is turned away with a page, and the bridge still answers', async () => {
  const flooded = await createWorld();
  const answers = await Promise.all(
    Array.from({ length: 130 }, () => fetch(`${flooded.service.url}/oauth/install`, { redirect: 'manual' })),
  );
  const refused = answers.find(({ status }) => status === 429);
  expect(await refused?.text()).toContain('Too many attempts');
  await expect(callBridge(flooded.service, 'installation', { companyId: agency.id })).rejects.toMatchObject({
    code: 'NOT_INSTALLED',
  });
  await flooded.close();
});
