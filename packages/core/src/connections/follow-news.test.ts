import { fixtures } from '@groundwork/ghl-sandbox';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { listAccounts } from '../accounts/list-accounts.ts';
import type { Context } from '../context.ts';
import { allActive, createToldBridge, type ToldBridge } from '../testing/told-bridge.ts';
import { createWorld, type World } from '../testing/world.ts';
import { followNews, type NewsFollower } from './follow-news.ts';
import { heardUpTo } from './heard-up-to.ts';

const { gym, dental } = fixtures.locations;
const company = fixtures.agency.id;

let world: World;
let ctx: Context;
let told: ToldBridge;
const followers: NewsFollower[] = [];

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  told = createToldBridge(world.core.bridge);
  ctx = { ...(await world.member()), bridge: told.bridge };
  told.locations = allActive();
});
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
});

const follow = (restMs = 50) => followers.push(followNews({ ...world.core, bridge: told.bridge }, { restMs }));
const say = (position: number, { feed = 'feed', companyId = company, kind = 'connection-changed' } = {}) =>
  told.tell({ type: 'event', feed, position, companyId, kind });
const become = (id: string, state: 'paused' | 'deleted' | 'uninstalled' | 'active') => {
  for (const location of told.locations) if (location.locationId === id) location.state = state;
};
const stateOf = async (id: string) =>
  (await ctx.db.selectFrom('locations').select('state').where('id', '=', id).executeTakeFirst())?.state;
const soon = { timeout: 60_000, interval: 20 };
/** What the agency's pages were told, in order. */
const said = async () =>
  (await ctx.db.selectFrom('events').select('event').orderBy('id').execute()).map(({ event }) => event.type);
const place = async (companyId = company) =>
  ctx.db
    .selectFrom('agencies')
    .select(['bridge_feed', 'bridge_position'])
    .where('company_id', '=', companyId)
    .executeTakeFirst();

test('news of a location reach its row, and every open page', async () => {
  follow();
  become(gym.id, 'paused');
  say(7);
  await expect.poll(() => stateOf(gym.id), soon).toBe('paused');
  await expect.poll(said, soon).toEqual(['connections.changed', 'accounts.changed']);
  expect(await place()).toEqual({ bridge_feed: 'feed', bridge_position: 7 });
});

test('news that change no row change the connections alone', async () => {
  follow();
  say(1, { kind: 'refreshed' });
  await expect.poll(said, soon).toEqual(['connections.changed']);
});

test('five hundred news at once are a few turns, and the last one counts', async () => {
  follow();
  for (let position = 1; position <= 500; position++) say(position);
  become(dental.id, 'deleted');
  await expect.poll(() => place(), soon).toMatchObject({ bridge_position: 500 });
  await expect.poll(() => stateOf(dental.id), soon).toBe('deleted');
  expect(told.asked.length).toBeLessThan(5);
});

test('of many processes that hear the same, one asks and tells', async () => {
  for (let process = 0; process < 4; process++) follow();
  become(gym.id, 'uninstalled');
  say(3);
  await expect.poll(said, soon).toEqual(['connections.changed', 'accounts.changed']);
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  expect(told.asked).toEqual([company]);
  expect(await said()).toHaveLength(2);
});

test('old news of the same feed say nothing; those of a new feed do', async () => {
  follow();
  say(9);
  await expect.poll(said, soon).toHaveLength(1);
  follow();
  say(8);
  say(2, { feed: 'new' });
  await expect.poll(() => place(), soon).toEqual({ bridge_feed: 'new', bridge_position: 2 });
  await expect.poll(said, soon).toHaveLength(2);
});

test('a company that is no agency here is nobody’s', async () => {
  follow();
  say(1, { companyId: 'nobody' });
  say(1);
  await expect.poll(said, soon).toEqual(['connections.changed']);
  expect(told.asked).toEqual([company]);
});

test('while the OAuth service is away pages are told to look, and the next look mends the row', async () => {
  follow(60_000);
  become(gym.id, 'paused');
  told.isDown = true;
  say(4);
  await expect.poll(said, soon).toEqual(['connections.changed']);
  expect(await stateOf(gym.id)).toBe('active');
  told.isDown = false;
  const { accounts } = await listAccounts(ctx);
  expect(accounts.find(({ id }) => id === gym.id)?.state).toBe('paused');
  expect(await said()).toEqual(['connections.changed', 'accounts.changed']);
});

test('news that came while the OAuth service was away are taken up when it is back, though nobody looks', async () => {
  follow(5);
  become(gym.id, 'paused');
  told.isDown = true;
  say(4);
  await expect.poll(said, soon).toContain('connections.changed');
  expect(await stateOf(gym.id)).toBe('active');
  told.isDown = false;
  await expect.poll(() => stateOf(gym.id), soon).toBe('paused');
  expect(await place()).toEqual({ bridge_feed: 'feed', bridge_position: 4 });
});

test('an answer that is older than the news does not undo them', async () => {
  follow();
  let sayNews = (): Promise<void> | void => {
    sayNews = () => undefined;
    // Only now, with the page's answer already taken, the location is paused.
    become(gym.id, 'paused');
    say(5);
    return expect.poll(() => stateOf(gym.id), soon).toBe('paused');
  };
  become(dental.id, 'uninstalled');
  told.beforeAnswer = () => sayNews();
  await listAccounts(ctx);
  expect([await stateOf(gym.id), await stateOf(dental.id)]).toEqual(['paused', 'uninstalled']);
});

test('after a gap every agency is looked at, by one process', async () => {
  await world.stranger();
  follow();
  follow();
  become(gym.id, 'paused');
  told.tell({ type: 'gap', feed: 'feed', position: 20 });
  await expect.poll(() => stateOf(gym.id), soon).toBe('paused');
  await expect.poll(() => place(fixtures.secondAgency.id), soon).toMatchObject({ bridge_position: 20 });
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  expect(told.asked.toSorted()).toEqual([company, fixtures.secondAgency.id].toSorted());
});

test('a feed that has gone back, to a standby without the last news, is followed from there', async () => {
  follow();
  say(100);
  await expect.poll(() => place(), soon).toMatchObject({ bridge_position: 100 });
  become(gym.id, 'paused');
  told.tell({ type: 'gap', feed: 'feed', position: 50 });
  await expect.poll(() => stateOf(gym.id), soon).toBe('paused');
  become(gym.id, 'active');
  say(51);
  await expect.poll(() => stateOf(gym.id), soon).toBe('active');
});

test('a process that starts goes on a little before where the others are', async () => {
  expect(await heardUpTo(ctx.db)).toBeNull();
  await world.stranger();
  follow();
  say(30);
  say(5_031, { companyId: fixtures.secondAgency.id });
  await expect.poll(() => heardUpTo(ctx.db), soon).toEqual({ feed: 'feed', position: 4_031 });
});

test('after its end nothing is taken up', async () => {
  follow();
  await followers.pop()?.stop();
  say(1);
  await world.stranger();
  follow();
  say(2, { companyId: fixtures.secondAgency.id });
  await expect.poll(() => place(fixtures.secondAgency.id), soon).toMatchObject({ bridge_position: 2 });
  expect(await place()).toEqual({ bridge_feed: null, bridge_position: null });
});
