import { describe, expect, it } from 'vitest';
import { fixtures, rateLimits } from '../index.ts';
import { authorizeUrl, app, caller, installApp, mint, openSandbox, token } from '../testing/open-sandbox.ts';
import { consent } from '../consent.ts';

const { locations, users } = fixtures;
const tags = `/locations/${locations.gym.id}/tags`;

async function open(options: Parameters<typeof openSandbox>[0] = {}) {
  const sandbox = await openSandbox(options);
  const { access_token: company } = await installApp(sandbox);
  const location = String((await mint(sandbox, company, locations.gym.id)).json['access_token']);
  return { sandbox, company, location, call: caller(sandbox, location), asCompany: caller(sandbox, company) };
}

describe('the gate', () => {
  it('wants a Version header it knows, and holds writes to the right one', async () => {
    const { call } = await open();
    const cases: [string, string, string, number, string | undefined][] = [
      ['GET', tags, '', 401, 'version header was not found.'],
      ['GET', tags, '2020-01-01', 401, 'version header is invalid.'],
      ['GET', tags, '2021-04-15', 200, undefined],
      ['POST', tags, '2021-04-15', 401, 'version header is invalid.'],
    ];
    for (const [method, path, Version, status, message] of cases) {
      const body = method === 'POST' ? { name: 'x' } : undefined;
      const answer = await call(method, path, body, { Version });
      expect([answer.status, answer.json['message']]).toEqual([status, message]);
    }
  });

  it('answers 401 to a token it cannot read, does not know, or that has expired', async () => {
    const { sandbox, location } = await open();
    expect(await caller(sandbox, 'nonsense')('GET', tags)).toMatchObject({
      status: 401,
      json: { message: 'Invalid JWT' },
    });
    expect((await caller(sandbox, 'a.b.c')('GET', tags)).json['message']).toContain('access token is invalid');
    expect((await fetch(sandbox.url + tags, { headers: { Version: '2021-07-28' } })).status).toBe(401);
    await sandbox.control.expireAccessTokens();
    expect((await caller(sandbox, location)('GET', tags)).json['message']).toContain('expired');
  });

  it('answers 401 to a missing scope', async () => {
    const { call } = await open({ knobs: { withheldScopes: ['locations/tags.write'] } });
    expect((await call('GET', tags)).status).toBe(200);
    expect(await call('POST', tags, { name: 'x' })).toMatchObject({
      status: 401,
      json: { message: 'The token is not authorized for this scope.', error: 'Unauthorized' },
    });
  });

  it('keeps the kinds of token apart', async () => {
    const { asCompany, call } = await open();
    expect((await asCompany('GET', tags)).status).toBe(401);
    expect((await call('GET', `/oauth/installedLocations?companyId=x&appId=y`)).status).toBe(401);
  });

  it('knows paths by their exact case, and says which route is not there', async () => {
    const { call } = await open();
    expect(await call('GET', `/locations/${locations.gym.id}/customfields`)).toMatchObject({
      status: 401,
      json: { message: expect.stringContaining('IAM Service') },
    });
    for (const [method, path] of [
      ['GET', '/Links/'],
      ['PUT', '/calendars/Groups/x'],
      ['POST', '/opportunities/Pipelines'],
    ] as const)
      expect((await call(method, path)).status).toBe(401);
    expect(await call('POST', `/locations/${locations.gym.id}`, {})).toMatchObject({
      status: 404,
      json: { message: `Cannot POST /locations/${locations.gym.id}` },
    });
    expect((await call('GET', `${tags}/`)).status).toBe(404);
  });

  it('refuses unknown properties in bodies and queries, each by name', async () => {
    const { call } = await open();
    expect(await call('POST', tags, { name: 'x', locationId: locations.gym.id, color: 1 })).toMatchObject({
      status: 422,
      json: { message: ['property locationId should not exist', 'property color should not exist'] },
    });
    expect((await call('GET', `${tags}?limit=5`)).json['message']).toEqual(['property limit should not exist']);
    expect((await call('POST', tags, {})).json['message']).toEqual([
      'name must be a string',
      'name should not be empty',
    ]);
    expect((await call('POST', tags)).status).toBe(422);
  });

  it('calls a parameter that is sent twice a matter of rights', async () => {
    const { call } = await open();
    const fields = `/locations/${locations.gym.id}/customFields?model=all`;
    expect((await call('GET', fields)).status).toBe(200);
    expect(await call('GET', `${fields}&model=all`)).toMatchObject({
      status: 403,
      json: { message: 'The token does not have access to this location.' },
    });
  });

  it('shows a web page to whoever does not say who they are', async () => {
    const { call } = await open();
    const answer = await call('GET', tags, undefined, { 'User-Agent': '' });
    expect(answer).toMatchObject({ status: 403, json: { text: expect.stringContaining('Error 1010') } });
  });

  it('answers a body that is no JSON with a 400 of its own shape', async () => {
    const { sandbox, location } = await open();
    const response = await fetch(sandbox.url + tags, {
      method: 'POST',
      headers: { Authorization: `Bearer ${location}`, Version: '2021-07-28', 'Content-Type': 'application/json' },
      body: '{"name":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ statusCode: 400, traceId: expect.any(String) });
  });

  it('gives every answer a traceId', async () => {
    const { call } = await open();
    for (const path of [tags, `${tags}/none`, '/nowhere'])
      expect((await call('GET', path)).json['traceId']).toEqual(expect.any(String));
  });

  it('counts per location, says what is left, and answers 429 beyond', async () => {
    const { sandbox, call, asCompany } = await open({ knobs: { rateLimit: { ...rateLimits.testAccount, burst: 3 } } });
    const first = await call('GET', tags);
    const header = (name: string) => first.headers.get(name);
    expect(
      ['max', 'remaining', 'interval-milliseconds', 'limit-daily'].map((name) => header(`x-ratelimit-${name}`)),
    ).toEqual(['3', '2', '10000', '10000']);
    expect(header('x-ratelimit-daily-remaining')).toBe('9999');
    await call('GET', tags);
    await call('GET', tags);
    expect((await call('GET', tags)).status).toBe(429);
    expect((await asCompany('GET', `/users/${users.agencyAdmin.id}`)).status).toBe(200);
    expect(await sandbox.control.stats()).toMatchObject({
      rateLimited: 1,
      resources: { [locations.gym.id]: { rateLimited: 1, peak: 3, routes: { 'GET /locations/:locationId/tags': 4 } } },
    });
  });

  it('gives a test account 25 calls at a time, and what it refused does not count', async () => {
    const { sandbox, call } = await open();
    await sandbox.control.setKnobs({ rateLimit: rateLimits.testAccount });
    const statuses = [];
    for (let turn = 0; turn < 27; turn++) statuses.push((await call('GET', tags)).status);
    expect(statuses).toEqual([...Array.from({ length: 25 }, () => 200), 429, 429]);
    await sandbox.control.setKnobs({ rateLimit: rateLimits.standard });
    expect((await call('GET', tags)).headers.get('x-ratelimit-remaining')).toBe('74');
  });

  it('ends the day at the daily limit', async () => {
    const { call } = await open({ knobs: { rateLimit: { ...rateLimits.standard, daily: 2 } } });
    expect((await call('GET', tags)).status).toBe(200);
    expect((await call('GET', tags)).headers.get('x-ratelimit-daily-remaining')).toBe('0');
    expect((await call('GET', tags)).status).toBe(429);
  });

  it('lets an access token live as long as the knob says', async () => {
    const sandbox = await openSandbox({ knobs: { accessTokenSeconds: 0 } });
    const url = new URL(await consent(authorizeUrl(sandbox)));
    const tokens = await token(sandbox, {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      redirect_uri: app.redirectUri,
    });
    expect(tokens.json['expires_in']).toBe(0);
    const read = await caller(sandbox, String(tokens.json['access_token']))('GET', '/locations/search');
    expect(read.status).toBe(401);
  });
});
