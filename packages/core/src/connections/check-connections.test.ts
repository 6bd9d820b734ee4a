import { fixtures } from '@groundwork/ghl-sandbox';
import { lackingScopes } from '@groundwork/integrations/ghl';
import { ServiceError } from '@groundwork/integrations';
import type { GrantFacts } from '@groundwork/shared/bridge';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { allActive, createToldBridge, type ToldBridge } from '../testing/told-bridge.ts';
import { createWorld, type World } from '../testing/world.ts';
import { checkConnections } from './check-connections.ts';
import { listRefreshes } from './list-refreshes.ts';
import { testConnection } from './test-connection.ts';

const { gym, dental } = fixtures.locations;
const companyId = fixtures.agency.id;
const now = new Date();
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
const everyScope = [...new Set(lackingScopes([]).flatMap(({ scopes }) => scopes))];

const grant: GrantFacts = {
  installationId: 'i',
  userType: 'Company',
  companyId,
  locationId: null,
  state: 'active',
  reason: null,
  scopes: everyScope,
  userId: 'u',
  grantedAt: inHours(-5),
  refreshedAt: null,
  accessTokenExpiresAt: inHours(19),
  refreshAfter: inHours(9),
  renewableUntil: inHours(8_760),
  failures: 0,
  lastError: null,
  nextAttemptAt: null,
  installsToFutureLocations: true,
  reconciledAt: inHours(-0.5),
  reconcileAfter: inHours(0.5),
};

let world: World;
let ctx: Context;
let told: ToldBridge;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  told = createToldBridge(world.core.bridge);
  ctx = { ...(await world.member()), bridge: told.bridge };
  told.locations = allActive();
});

describe('the view of connections', () => {
  test('names health, words and link of each, and counts them', async () => {
    const own = { ...grant, installationId: 'o', userType: 'Location', locationId: gym.id, state: 'needs-reconnect' };
    told.grants = [grant, own as GrantFacts];
    told.locations = told.locations.slice(0, 2).map((location, index) => (index ? location : paused(location)));
    const view = await checkConnections(ctx);
    const link = `http://localhost:4000/auth/connect?agency=${companyId}`;
    expect(view).toMatchObject({
      service: { state: 'up', detail: null },
      connectUrl: link,
      counts: { healthy: 2, attention: 0, broken: 2, ended: 0 },
      grants: [
        { health: 'healthy', connectUrl: link, missingScopes: [], forecast: expect.stringContaining('Renews itself') },
        { health: 'broken', connectUrl: `${link}&location=${gym.id}`, forecast: expect.stringContaining('last token') },
      ],
      locations: [{ health: 'broken', state: 'paused' }, { health: 'healthy' }],
    });
  });

  test('says of a location that the last token of its agency may still work', async () => {
    told.locations = told.locations.slice(0, 1);
    told.grants = [{ ...grant, state: 'needs-reconnect' }];
    expect(await checkConnections(ctx)).toMatchObject({
      grants: [{ health: 'broken' }],
      locations: [{ health: 'broken', what: expect.stringContaining('The last one may work') }],
    });
    told.grants = [{ ...grant, state: 'needs-reconnect', accessTokenExpiresAt: inHours(-1) }];
    const [location] = (await checkConnections(ctx)).locations ?? [];
    expect(location).toMatchObject({ health: 'broken', what: expect.not.stringContaining('may work') });
  });

  test('raises no alarm for the grant of one location that its agency serves', async () => {
    const [location] = told.locations;
    const own = { ...grant, installationId: 'o', userType: 'Location', locationId: location?.locationId ?? null };
    told.grants = [grant, { ...own, state: 'needs-reconnect' } as GrantFacts];
    expect((await checkConnections(ctx)).counts).toMatchObject({ attention: 1, broken: 0 });
    told.grants = told.grants.slice(1);
    expect((await checkConnections(ctx)).counts.broken).toBeGreaterThan(0);
  });

  test('names by kind what a grant may not do', async () => {
    told.grants = [{ ...grant, scopes: everyScope.filter((scope) => scope !== 'locations/tags.write') }];
    const { grants } = await checkConnections(ctx);
    expect(grants).toMatchObject([
      { health: 'attention', missingScopes: [{ kind: 'tag', scopes: ['locations/tags.write'] }] },
    ]);
  });

  test('answers while the OAuth service is down, and says what to do', async () => {
    told.isDown = true;
    expect(await checkConnections(ctx)).toMatchObject({
      service: { state: 'down', detail: 'Start it.' },
      grants: null,
      locations: null,
      counts: { healthy: 0, attention: 0, broken: 0, ended: 0 },
    });
  });

  test('brings accounts that differ up to date, so that news lost are not lost for good', async () => {
    told.locations = told.locations.map((location) =>
      location.locationId === dental.id ? paused(location) : location,
    );
    await checkConnections(ctx);
    const row = ctx.db.selectFrom('locations').select('state').where('id', '=', dental.id);
    expect(await row.executeTakeFirst()).toEqual({ state: 'paused' });
    const asked = told.asked.length;
    await checkConnections(ctx);
    expect(told.asked.length - asked).toBe(2);
  });

  test('sees no difference in a location that came back and is known as moved as well', async () => {
    told.locations = told.locations.flatMap((location) =>
      location.locationId === gym.id ? [location, { ...location, state: 'moved' as const }] : [location],
    );
    await checkConnections(ctx);
    const asked = told.asked.length;
    await checkConnections(ctx);
    expect(told.asked.length - asked).toBe(2);
  });

  test('of an agency that nobody connected is empty, with the link', async () => {
    told.locations = [];
    expect(await checkConnections(ctx)).toMatchObject({
      grants: [],
      locations: [],
      connectUrl: expect.stringContaining(companyId),
    });
  });
});

describe('the log of refreshes', () => {
  const entry = {
    id: 'r',
    installationId: 'i',
    startedAt: inHours(-1),
    endedAt: null,
    outcome: 'under-way',
    error: null,
  } as const;

  test('names whose each was, and goes on where a page ended', async () => {
    const asked: unknown[] = [];
    const refreshes = [null, gym.id, 'gone'].map((locationId) => ({ ...entry, locationId }));
    const bridge = {
      ...told.bridge,
      refreshes: (request: unknown) => {
        asked.push(request);
        return Promise.resolve({ refreshes, nextBefore: 'older' });
      },
    };
    const view = await listRefreshes({ ...ctx, bridge }, { before: 'here' });
    expect(view.refreshes.map(({ name }) => name)).toEqual([fixtures.agency.name, gym.name, 'gone']);
    expect(view.nextBefore).toBe('older');
    expect(asked).toEqual([{ companyId, before: 'here', limit: 50 }]);
  });

  test('shows a key for some accounts nothing of others, and so does the check', async () => {
    const key = { ...ctx, actor: { ...ctx.actor, locationIds: [gym.id] } };
    const refreshes = [null, gym.id, dental.id].map((locationId) => ({ ...entry, locationId }));
    const bridge = { ...told.bridge, refreshes: () => Promise.resolve({ refreshes, nextBefore: null }) };
    const shown = await listRefreshes({ ...key, bridge }, { before: null });
    expect(shown.refreshes.map(({ locationId }) => locationId)).toEqual([null, gym.id]);
    told.grants = [grant, ...[gym, dental].map(({ id }) => ({ ...grant, installationId: id, locationId: id }))];
    const { grants, locations } = await checkConnections(key);
    expect(locations?.map(({ locationId }) => locationId)).toEqual([gym.id]);
    expect(grants?.map(({ locationId }) => locationId)).toEqual([null, gym.id]);
    expect((await checkConnections(ctx)).locations?.length).toBeGreaterThan(1);
  });

  test('does not go on at a place that nobody gave out', async () => {
    const refused = new ServiceError({
      service: 'bridge',
      operation: 'refreshes',
      code: 'INTERNAL',
      message: 'not understood',
      retryable: false,
      outcome: 'not-applied',
      status: 400,
    });
    const bridge = { ...told.bridge, refreshes: () => Promise.reject(refused) };
    await expect(listRefreshes({ ...ctx, bridge }, { before: 'nonsense' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('from its beginning'),
    });
    await expect(listRefreshes({ ...ctx, bridge }, { before: null })).rejects.toBe(refused);
  });
});

describe('a test of a connection', () => {
  const result = { works: true, message: 'It works.', tokenMs: 1, answerMs: 2, testedAt: now.toISOString() };
  const testing = () => {
    const asked: unknown[] = [];
    const bridge = {
      ...told.bridge,
      testConnection: (request: unknown) => {
        asked.push(request);
        return Promise.resolve(result);
      },
    };
    return { asked, bridge };
  };

  test('asks as the agency or as one of its locations', async () => {
    const { asked, bridge } = testing();
    expect(await testConnection({ ...ctx, bridge }, { locationId: null })).toEqual(result);
    await testConnection({ ...ctx, bridge }, { locationId: gym.id });
    expect(asked).toEqual([{ companyId }, { companyId, locationId: gym.id }]);
  });

  test('is not for viewers, and not for locations of others', async () => {
    const { asked, bridge } = testing();
    const viewer = { ...(await world.member('viewer')), bridge };
    await expect(testConnection(viewer, { locationId: null })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const locationId = fixtures.secondLocations.bakery.id;
    await expect(testConnection({ ...ctx, bridge }, { locationId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(asked).toEqual([]);
  });
});

const paused = (location: ToldBridge['locations'][number]) => ({ ...location, state: 'paused' as const });
