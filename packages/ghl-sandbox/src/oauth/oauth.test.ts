import { describe, expect, it } from 'vitest';
import { consent, fixtures } from '../index.ts';
import {
  app,
  authorizeUrl,
  caller,
  codeFor,
  installApp,
  mint,
  openSandbox,
  refresh,
  scopes,
  token,
} from '../testing/open-sandbox.ts';

const { agency, locations, users } = fixtures;

describe('consent', () => {
  it('brings code and state back to the registered address', async () => {
    const sandbox = await openSandbox();
    const url = new URL(await consent(authorizeUrl(sandbox, { state: 'a&b"<c>' })));
    expect(url.origin + url.pathname).toBe(app.redirectUri);
    expect(url.searchParams.get('state')).toBe('a&b"<c>');
    expect(url.searchParams.get('code')).toHaveLength(40);
  });

  it('forgets the state when the knob says so', async () => {
    const sandbox = await openSandbox({ knobs: { dropState: true } });
    expect(new URL(await consent(authorizeUrl(sandbox))).searchParams.has('state')).toBe(false);
  });

  it('tells the app that a person said no', async () => {
    const sandbox = await openSandbox();
    const url = new URL(await consent(authorizeUrl(sandbox), { decision: 'deny' }));
    expect(url.searchParams.get('error')).toBe('access_denied');
    expect(url.searchParams.has('code')).toBe(false);
  });

  it('shows an address or a client it does not know a page, and redirects nowhere', async () => {
    const sandbox = await openSandbox();
    for (const change of [{ redirect_uri: `${app.redirectUri}/` }, { client_id: 'other-1' }, { scope: '' }]) {
      const response = await fetch(authorizeUrl(sandbox, change), { redirect: 'manual' });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('cannot be connected');
    }
  });

  it('says on the page that it is the sandbox', async () => {
    const sandbox = await openSandbox();
    const html = await (await fetch(authorizeUrl(sandbox))).text();
    expect(html).toContain('GoHighLevel sandbox');
    expect(html).toContain(locations.dental.name);
  });
});

describe('the token endpoint', () => {
  it('gives an agency admin a bulk Company grant of all chosen locations', async () => {
    const sandbox = await openSandbox();
    expect(await installApp(sandbox)).toMatchObject({
      token_type: 'Bearer',
      expires_in: 86_399,
      userType: 'Company',
      companyId: agency.id,
      userId: users.agencyAdmin.id,
      scope: scopes.join(' '),
      isBulkInstallation: true,
      approveAllLocations: true,
      installToFutureLocations: true,
      approvedLocations: Object.values(locations).map(({ id }) => id),
      traceId: expect.any(String),
      refreshTokenId: expect.any(String),
    });
  });

  it('gives a sub-account user a Location grant of that sub-account', async () => {
    const sandbox = await openSandbox();
    const tokens = await installApp(sandbox, { as: users.dentalOwner.id });
    expect(tokens).toMatchObject({ userType: 'Location', locationId: locations.dental.id, companyId: agency.id });
    const read = await caller(sandbox, tokens.access_token)('GET', `/locations/${locations.dental.id}/tags`);
    expect(read.status).toBe(200);
  });

  it('takes a code once, with its own redirect address, from its own client', async () => {
    const sandbox = await openSandbox();
    const code = await codeFor(sandbox);
    const form = { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri };
    expect((await token(sandbox, { ...form, client_secret: 'wrong' })).status).toBe(401);
    expect((await token(sandbox, { ...form, redirect_uri: 'http://127.0.0.1:9/other' })).status).toBe(400);
    expect((await token(sandbox, form)).status).toBe(200);
    expect(await token(sandbox, form)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it('takes no code after its short life', async () => {
    const sandbox = await openSandbox({ knobs: { codeSeconds: 0 } });
    const code = await codeFor(sandbox);
    const answer = await token(sandbox, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri });
    expect(answer.status).toBe(400);
  });

  it('rotates refresh tokens, and repeats its answer to the old one inside the grace', async () => {
    const sandbox = await openSandbox();
    const { refresh_token: first } = await installApp(sandbox);
    const second = await refresh(sandbox, first);
    const again = await refresh(sandbox, first);
    expect(second.json['refresh_token']).not.toBe(first);
    expect(again.json['refresh_token']).toBe(second.json['refresh_token']);
    expect(again.json['access_token']).toBe(second.json['access_token']);
    expect((await refresh(sandbox, String(second.json['refresh_token']))).status).toBe(200);
  });

  it.each([
    ['invalid_grant', 400, { error: 'invalid_grant' }],
    ['unauthorized', 401, { message: 'Invalid refresh token' }],
    ['free_text', 400, { message: expect.stringContaining('install the app again') }],
  ] as const)('answers a used refresh token after the grace in the style %s', async (style, status, json) => {
    const sandbox = await openSandbox({ knobs: { refreshFailureStyle: style, refreshGraceSeconds: 0 } });
    const { refresh_token: first } = await installApp(sandbox);
    await refresh(sandbox, first);
    expect(await refresh(sandbox, first)).toMatchObject({ status, json });
  });

  it.each([
    ['invalid_grant', 400, { error: 'invalid_grant', error_description: expect.stringContaining('expired') }],
    ['unauthorized', 401, { message: 'Invalid refresh token' }],
    ['free_text', 400, { message: expect.stringContaining('has expired') }],
  ] as const)('answers an expired and a revoked refresh token in the style %s', async (style, status, json) => {
    const sandbox = await openSandbox({ knobs: { refreshFailureStyle: style, refreshTokenSeconds: 0 } });
    const { refresh_token: expired } = await installApp(sandbox);
    expect(await refresh(sandbox, expired)).toMatchObject({ status, json });
    await sandbox.control.setKnobs({ refreshTokenSeconds: 60 });
    const { refresh_token: revoked } = await installApp(sandbox);
    await sandbox.control.revoke({ companyId: agency.id });
    expect((await refresh(sandbox, revoked)).status).toBe(status);
  });

  it('refreshes nothing after the grant was revoked, while the access token may live on', async () => {
    const sandbox = await openSandbox();
    const tokens = await installApp(sandbox);
    await sandbox.control.revoke({ companyId: agency.id, keepAccessTokens: true });
    expect((await refresh(sandbox, tokens.refresh_token)).status).toBe(400);
    const read = () => caller(sandbox, tokens.access_token)('GET', `/users/${users.agencyAdmin.id}`);
    expect((await read()).status).toBe(200);
    await sandbox.control.revoke({ companyId: agency.id });
    expect((await read()).status).toBe(401);
  });
});

describe('location tokens', () => {
  it('open one location, and carry a refresh token of their own', async () => {
    const sandbox = await openSandbox();
    const { access_token: company } = await installApp(sandbox);
    const minted = await mint(sandbox, company, locations.gym.id);
    expect(minted).toMatchObject({
      status: 200,
      json: { userType: 'Location', locationId: locations.gym.id, appId: app.appId },
    });
    expect((await refresh(sandbox, String(minted.json['refresh_token']))).json).toMatchObject({
      userType: 'Location',
      locationId: locations.gym.id,
    });
    const call = caller(sandbox, String(minted.json['access_token']));
    expect((await call('GET', `/locations/${locations.gym.id}/tags`)).status).toBe(200);
    expect(await call('GET', `/locations/${locations.dental.id}/tags`)).toMatchObject({
      status: 403,
      json: { message: 'The token does not have access to this location.' },
    });
  });

  it('are refused where the app is not installed, and for the other agency', async () => {
    const sandbox = await openSandbox();
    const { access_token: company } = await installApp(sandbox, { locations: [locations.gym.id] });
    expect((await mint(sandbox, company, locations.gym.id)).status).toBe(200);
    expect((await mint(sandbox, company, locations.dental.id)).status).toBe(400);
    expect((await mint(sandbox, company, fixtures.secondLocations.yoga.id)).status).toBe(400);
    expect((await mint(sandbox, company, locations.gym.id, fixtures.secondAgency.id)).status).toBe(403);
  });
});

describe('installed locations', () => {
  it('pages by 20 at most unless told otherwise, filters, and counts the whole company', async () => {
    const sandbox = await openSandbox();
    const tokens = await installApp(sandbox, {
      locations: [locations.gym.id, locations.dental.id],
      futureLocations: false,
    });
    const all = Object.keys(locations).length;
    const read = (query: string) =>
      caller(sandbox, tokens.access_token)(
        'GET',
        `/oauth/installedLocations?companyId=${agency.id}&appId=${app.appId}${query}`,
      );
    expect((await read('')).json['locations']).toHaveLength(all);
    const installed = await read('&isInstalled=true');
    expect(installed.json).toMatchObject({ count: all, installToFutureLocations: false });
    expect(installed.json['locations']).toEqual([
      expect.objectContaining({ _id: locations.dental.id, isInstalled: true, installedAt: expect.any(String) }),
      expect.objectContaining({ _id: locations.gym.id, isInstalled: true }),
    ]);
    expect((await read('&isInstalled=true&skip=1&limit=5')).json['locations']).toHaveLength(1);
    expect((await read('&pageSize=3')).json['message']).toEqual(['property pageSize should not exist']);
  });
});
