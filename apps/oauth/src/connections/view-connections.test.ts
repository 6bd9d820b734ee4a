import { createTestDatabase } from '@groundwork/db/testing';
import type { TestDatabase } from '@groundwork/db/testing';
import { sql } from 'kysely';
import type { Insertable, KyselyPlugin } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bridgeRoutes } from '@groundwork/shared/bridge';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { migrate } from '../migrate.ts';
import { viewConnections } from './view-connections.ts';

const [granted, renewed] = [new Date('2026-03-01T08:00:00Z'), new Date('2026-11-20T09:30:00Z')];
const far = new Date('2036-01-01T00:00:00Z');
let database: TestDatabase;
let db: Database;

beforeEach(async () => {
  database = await createTestDatabase({ name: 'oauth', migrate });
  db = connectDatabase(database.url, () => undefined);
});
afterEach(async () => {
  await db.destroy();
  await database.drop();
});

type Grant = Partial<Insertable<OAuthDatabase['installations']>>;

const storeGrant = (grant: Grant = {}) =>
  db
    .insertInto('installations')
    .values({
      id: `grant of ${grant.location_id ?? 'a1'}`,
      company_id: 'a1',
      user_type: grant.location_id ? 'Location' : 'Company',
      issued_at: granted,
      access_token: 'g1:k1:sealed-access',
      refresh_token: 'g1:k1:sealed-refresh',
      expires_at: far,
      refresh_after: far,
      ...grant,
    })
    .execute();
type Location = Partial<Insertable<OAuthDatabase['installed_locations']>> & { location_id: string };
const storeLocation = (location: Location) =>
  db
    .insertInto('installed_locations')
    .values({ company_id: 'a1', name: `The ${location.location_id}`, installed_at: granted, ...location })
    .execute();
const view = async (companyId = 'a1') =>
  bridgeRoutes.connections.response.parse(await viewConnections({ db }, companyId));
const onlyGrant = async () => (await view()).grants[0];
const locationsById = async () => new Map((await view()).locations.map((location) => [location.locationId, location]));

test('an agency nobody ever connected has no grants and no locations', async () => {
  await storeGrant({ company_id: 'somebody else' });
  expect(await view()).toEqual({ companyId: 'a1', grants: [], locations: [] });
});

test('what an UNINSTALL left of an app that was never connected is no grant', async () => {
  await storeGrant({ access_token: null, refresh_token: null, issued_at: new Date(0), uninstalled_at: granted });
  expect((await view()).grants).toEqual([]);
});

test('says every fact of a grant', async () => {
  await storeGrant({
    user_id: 'u1',
    scopes: ['companies.readonly'],
    refreshed_at: renewed,
    failures: 2,
    last_error: 'GHL answered 503: no text',
    next_attempt_at: far,
    installs_to_future_locations: true,
    reconciled_at: renewed,
    reconcile_after: far,
  });
  expect((await view()).grants).toEqual([
    {
      installationId: 'grant of a1',
      userType: 'Company',
      companyId: 'a1',
      locationId: null,
      state: 'active',
      reason: null,
      scopes: ['companies.readonly'],
      userId: 'u1',
      grantedAt: granted.toISOString(),
      refreshedAt: renewed.toISOString(),
      accessTokenExpiresAt: far.toISOString(),
      refreshAfter: far.toISOString(),
      renewableUntil: '2027-11-20T09:30:00.000Z',
      failures: 2,
      lastError: 'GHL answered 503: no text',
      nextAttemptAt: far.toISOString(),
      installsToFutureLocations: true,
      reconciledAt: renewed.toISOString(),
      reconcileAfter: far.toISOString(),
    },
  ]);
});

test('a refresh token that was never used ends a year after the grant', async () => {
  await storeGrant();
  expect(await onlyGrant()).toMatchObject({ refreshedAt: null, renewableUntil: '2027-03-01T08:00:00.000Z' });
});

test('a grant that GHL refuses says what is on record of it, and plans nothing', async () => {
  const broken_reason = 'GHL no longer accepts this connection. GHL answered 400: invalid_grant';
  await storeGrant({ broken_reason, refused_at: renewed, reconcile_after: far, next_attempt_at: far });
  expect(await onlyGrant()).toMatchObject({
    state: 'needs-reconnect',
    reason: broken_reason,
    refreshAfter: null,
    reconcileAfter: null,
    nextAttemptAt: null,
  });
});

test('an uninstalled grant says when', async () => {
  await storeGrant({ uninstalled_at: renewed });
  expect(await onlyGrant()).toMatchObject({
    state: 'uninstalled',
    reason: 'Uninstalled in GoHighLevel on 2026-11-20T09:30:00.000Z.',
    renewableUntil: null,
  });
});

test("the agency's own grant comes first, then those of single locations", async () => {
  for (const location_id of ['l2', null, 'l1']) await storeGrant({ location_id });
  expect((await view()).grants.map(({ locationId }) => locationId)).toEqual([null, 'l1', 'l2']);
});

test('each state of a location says since when', async () => {
  const [paused, gone] = [new Date('2026-04-01T00:00:00Z'), new Date('2026-05-01T00:00:00Z')];
  await storeLocation({ location_id: 'active' });
  await storeLocation({ location_id: 'paused', paused_at: paused });
  await storeLocation({ location_id: 'uninstalled', uninstalled_at: gone });
  await storeLocation({ location_id: 'deleted', uninstalled_at: gone, deleted_at: renewed });
  await db
    .insertInto('moved_locations')
    .values({ company_id: 'a1', location_id: 'moved', name: 'The moved', moved_at: gone })
    .execute();
  const { at } = await db
    .selectFrom('connection_log')
    .select('at')
    .where('kind', '=', 'location-active')
    .executeTakeFirstOrThrow();
  // Every list moves the evidence on; since when it is active stays.
  await db
    .updateTable('installed_locations')
    .set({ installed_at: renewed })
    .where('location_id', '=', 'active')
    .execute();
  const locations = await locationsById();
  const since = (id: string) => locations.get(id)?.since;
  for (const state of ['active', 'paused', 'uninstalled', 'deleted', 'moved'])
    expect(locations.get(state)).toMatchObject({ locationId: state, name: `The ${state}`, state });
  expect([since('active'), since('paused'), since('uninstalled'), since('deleted'), since('moved')]).toEqual(
    [at, paused, gone, renewed, gone].map((time) => time.toISOString()),
  );
});

test('a location that came back is where it is, not where it went', async () => {
  await storeLocation({ location_id: 'l1' });
  await db.insertInto('moved_locations').values({ company_id: 'a1', location_id: 'l1', moved_at: granted }).execute();
  expect((await view()).locations).toMatchObject([{ locationId: 'l1', state: 'active' }]);
});

test('a grant of a single location shows that location, heard of elsewhere or not', async () => {
  await storeGrant({ location_id: 'l1' });
  await storeGrant({ location_id: 'l2', uninstalled_at: renewed });
  await storeGrant({ location_id: 'l3' });
  await storeLocation({ location_id: 'l3', paused_at: renewed });
  const states = (await view()).locations.map(({ locationId, name, state }) => [locationId, name, state]);
  expect(states).toEqual([
    ['l1', 'l1', 'active'],
    ['l2', 'l2', 'uninstalled'],
    ['l3', 'The l3', 'paused'],
  ]);
});

test('says of a minted token from when to when, and nothing of one that is over', async () => {
  for (const [location_id, expires_at] of [
    ['fresh', far],
    ['over', granted],
  ] as const) {
    await storeLocation({ location_id });
    await db
      .insertInto('location_tokens')
      .values({
        id: `a1/${location_id}`,
        company_id: 'a1',
        location_id,
        access_token: 'g1:k1:sealed-minted',
        scopes: [],
        minted_at: granted,
        expires_at,
      })
      .execute();
  }
  const locations = await locationsById();
  expect(locations.get('fresh')?.token).toEqual({ mintedAt: granted.toISOString(), expiresAt: far.toISOString() });
  expect(locations.get('over')?.token).toBeNull();
});

test('what is sealed does not leave, and neither does what belongs to another agency', async () => {
  await storeGrant({ previous_refresh_token: 'g1:k1:sealed-previous' });
  await storeGrant({ id: 'theirs', company_id: 'a2' });
  await storeLocation({ location_id: 'theirs', company_id: 'a2' });
  const text = JSON.stringify(await view());
  expect(text).toContain('grant of a1');
  expect(text).not.toMatch(/sealed|g1:|theirs|a2/);
});

test.for([0, 1, 300])('%i locations take two queries', async (count) => {
  await storeGrant();
  await sql`insert into installed_locations (location_id, company_id, name, installed_at)
    select 'l' || n, 'a1', 'Place ' || lpad(n::text, 4, '0'), now() from generate_series(1, ${count}::int) n`.execute(
    db,
  );
  const queries = countQueries();
  const { locations } = await viewConnections({ db: db.withPlugin(queries.plugin) }, 'a1');
  expect(locations).toHaveLength(count);
  expect(locations.map(({ name }) => name)).toEqual(locations.map(({ name }) => name).toSorted());
  expect(queries.made()).toBe(2);
});

function countQueries() {
  let made = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      made++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { plugin, made: () => made };
}
