import { fixtures } from '@groundwork/ghl-sandbox';
import { locationStates, type LocationState } from '@groundwork/shared';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { createToldBridge } from '../testing/told-bridge.ts';
import { createWorld, type World } from '../testing/world.ts';
import { listAccounts } from './list-accounts.ts';
import { syncLocations } from './sync-locations.ts';

const fixed = Object.values(fixtures.locations);

let world: World;
let ctx: Context;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  ctx = await world.member();
});

const held = (states: Partial<Record<string, LocationState>>, reconciledAt: Date | null = new Date()) =>
  ({
    companyId: fixtures.agency.id,
    state: 'active',
    reason: null,
    scopes: [],
    locations: fixed.flatMap(({ id, name, address }) => {
      const state = states[id];
      return state ? [{ locationId: id, name, address, state }] : [];
    }),
    reconciledAt: reconciledAt?.toISOString() ?? null,
  }) satisfies BridgeResponse<'installation'>;
const all = (state: LocationState) => Object.fromEntries(fixed.map(({ id }) => [id, state]));
const sync = (installation: BridgeResponse<'installation'>) =>
  ctx.db.transaction().execute((tx) => syncLocations(tx, ctx.actor.agencyId, installation));
const states = async () =>
  new Set((await ctx.db.selectFrom('locations').select('state').execute()).map(({ state }) => state));

test.each(locationStates)('an account that is %s is shown so', async (state) => {
  const told = createToldBridge(world.core.bridge);
  const installation = held(all(state));
  Object.assign(told, installation);
  expect(await sync(installation)).toBe(state !== 'active');
  const { accounts } = await listAccounts({ ...ctx, bridge: told.bridge });
  expect(new Set(accounts.map((account) => account.state))).toEqual(new Set([state]));
});

test('the same answer again changes no row', async () => {
  expect(await sync(held(all('paused')))).toBe(true);
  expect(await sync(held(all('paused')))).toBe(false);
});

test('what is not listed any more counts as uninstalled, unless it was deleted or moved before', async () => {
  const [first, second] = fixed;
  await sync(held({ ...all('active'), [first?.id ?? '']: 'moved', [second?.id ?? '']: 'deleted' }));
  expect(await sync(held({}))).toBe(true);
  expect(await states()).toEqual(new Set(['uninstalled', 'moved', 'deleted']));
});

test('a list that was never read from GHL says nothing', async () => {
  await sync(held(all('paused')));
  expect(await sync(held({}, null))).toBe(false);
  expect(await states()).toEqual(new Set(['paused']));
});

test('an answer counts as new whatever the clock of the replica that read the list says', async () => {
  const told = createToldBridge(world.core.bridge);
  const look = async (installation: BridgeResponse<'installation'>) => {
    Object.assign(told, installation);
    await listAccounts({ ...ctx, bridge: told.bridge });
  };
  await look(held(all('paused'), new Date(Date.now() + 300_000)));
  await look(held(all('active'), new Date()));
  expect(await states()).toEqual(new Set(['active']));
});

test('of two looks at once the one whose answer is older does not undo the other, though no news came', async () => {
  const told = createToldBridge(world.core.bridge);
  const asked = { ...ctx, bridge: told.bridge };
  Object.assign(told, held(all('paused')));
  let lookToo = async (): Promise<void> => {
    lookToo = () => Promise.resolve();
    Object.assign(told, held(all('deleted')));
    await listAccounts(asked);
  };
  // Between the answer to the first look's repair, which is its second question, and its writing.
  let questions = 0;
  told.beforeAnswer = () => (++questions === 2 ? lookToo() : undefined);
  await listAccounts(asked);
  expect(await states()).toEqual(new Set(['deleted']));
});

test('the list is shown although the OAuth service never answers', async () => {
  await sync(held(all('active')));
  const frozen = { ...ctx.bridge, installation: () => new Promise<never>(() => {}) };
  const { accounts, connection } = await listAccounts({ ...ctx, bridge: frozen });
  expect(accounts.map(({ state }) => state)).toEqual(fixed.map(() => 'active'));
  expect(connection.state).toBe('connected');
});
