import { fixtures } from '@groundwork/ghl-sandbox';
import type { FeedEvent, Topic } from '@groundwork/shared/events';
import { type KyselyPlugin, sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { listJobs } from '../jobs/list-jobs.ts';
import { startJob } from '../jobs/start-job.ts';
import { createPlan } from '../plans/create-plan.ts';
import { createWorld, type World } from '../testing/world.ts';
import { type EventBus, startEventBus } from './event-bus.ts';
import { followEvents } from './follow-events.ts';
import { publishEvents, topicCursor } from './publish-events.ts';

let world: World;
let ctx: Context;
let bus: EventBus;
let topic: Topic;

beforeAll(async () => {
  world = await createWorld();
  ctx = await world.member();
  bus = await startEventBus(world.databaseUrl, world.core.db, world.core.log);
  const version = await saveBlueprint(ctx, 'groundwork: 1\nname: Feed\nresources:\n  tag:\n    a: { name: fed }\n');
  const plan = await createPlan(ctx, {
    locationId: fixtures.locations.accounting.id,
    blueprintVersionId: version.id,
    variables: {},
  });
  topic = `job:${(await startJob(ctx, { planId: plan.id })).id}`;
});
afterAll(async () => {
  await bus.stop();
  await world.close();
});

const publish = (message: string) =>
  world.core.db
    .transaction()
    .execute((tx) =>
      publishEvents(tx, ctx.actor.agencyId, topic, [{ type: 'log', line: { level: 'info', message, address: null } }]),
    );

const publishTo = (to: Topic, ...events: FeedEvent[]) =>
  world.core.db.transaction().execute((tx) => publishEvents(tx, ctx.actor.agencyId, to, events));
const newest = () => world.core.db.transaction().execute((tx) => topicCursor(tx, ctx.actor.agencyId, 'agency'));
const changes = (count: number): FeedEvent[] => Array.from({ length: count }, () => ({ type: 'accounts.changed' }));

/** Reads until `count` events came, then ends the subscription. */
async function collect(from: number, count: number): Promise<number[]> {
  const stop = new AbortController();
  const ids: number[] = [];
  const events = followEvents({ ...ctx, bus }, { topics: [topic], cursor: { [topic]: from }, signal: stop.signal });
  for await (const { event } of events) {
    ids.push(event.id);
    if (ids.length === count) stop.abort();
  }
  return ids;
}

test('a subscriber gets each event once and in order: the backlog, what is written meanwhile by many, and what comes later', async () => {
  await Promise.all(Array.from({ length: 10 }, (_, index) => publish(`before ${index}`)));
  const first = collect(0, 42);
  await Promise.all(Array.from({ length: 20 }, (_, index) => publish(`during ${index}`)));
  await sleep(50);
  await Promise.all(Array.from({ length: 10 }, (_, index) => publish(`after ${index}`)));
  expect(await first).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
});

test('a subscriber that comes back goes on after the last id it saw', async () => {
  const ids = collect(40, 3);
  await publish('one more');
  expect(await ids).toEqual([41, 42, 43]);
});

test('events written while the listener had no connection are not lost', async () => {
  const ids = collect(43, 2);
  await sleep(100);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'groundwork-listen' and datname = current_database()`.execute(
    world.core.db,
  );
  await publish('into the gap');
  await publish('and another');
  expect(await ids).toEqual([44, 45]);
});

test.each([1_000, Number.MAX_SAFE_INTEGER])(
  'a subscriber from a place no event has reached (%d) starts over',
  async (from) => {
    expect(await collect(from, 2)).toEqual([1, 2]);
  },
);

test('a thousand at the same place cost the database what one does', async () => {
  const asked = { count: 0 };
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => ((asked.count += 1), node),
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const db = world.core.db.withPlugin(counting);
  const ownBus = await startEventBus(world.databaseUrl, db, world.core.log);
  const stop = new AbortController();
  const agency = { topics: ['agency' as const], signal: stop.signal };
  const place = await newest();
  const feeds = Array.from({ length: 1_000 }, () =>
    followEvents({ ...ctx, db, bus: ownBus }, { ...agency, cursor: { agency: place } }),
  );
  const next = feeds.map((feed) => feed.next());
  await publishTo('agency', { type: 'accounts.changed' });
  const first = (await Promise.all(next)).map(({ value }) => value?.event);
  expect(first[0]).toMatchObject({ topic: 'agency', id: place + 1 });
  expect(new Set(first).size).toBe(1);
  // Where the topic is, its newest events, and what came: none of them for one follower alone.
  expect(asked.count).toBeLessThanOrEqual(5);
  stop.abort();
  await Promise.all(feeds.map((feed) => feed.return(undefined)));
  await ownBus.stop();
});

test('one that is slower than the events come reads on from the table, and misses none', async () => {
  const stop = new AbortController();
  const place = await newest();
  const follow = () =>
    followEvents({ ...ctx, bus }, { topics: ['agency'], cursor: { agency: place }, signal: stop.signal });
  const [slow, quick] = [follow(), follow()];
  const ids: number[] = [];
  const take = async (feed: typeof slow) => (await feed.next()).value?.event.id ?? 0;
  const taken = [take(slow), take(quick)];
  await publishTo('agency', { type: 'accounts.changed' });
  expect(await Promise.all(taken)).toEqual([place + 1, place + 1]);
  for (let turn = 0; turn < 6; turn += 1) await publishTo('agency', ...changes(80));
  while ((await take(quick)) < place + 481);
  while (ids.length < 480) ids.push(await take(slow));
  expect(ids).toEqual(Array.from({ length: 480 }, (_, index) => place + 2 + index));
  stop.abort();
});

test('of what two follow together, a key for some accounts hears only what is about these', async () => {
  const stop = new AbortController();
  const place = await newest();
  const of = (locationIds: readonly string[] | null) =>
    followEvents(
      { ...ctx, actor: { ...ctx.actor, locationIds }, bus },
      { topics: ['agency'], cursor: { agency: place }, signal: stop.signal },
    );
  const [whole, some] = [of(null), of([fixtures.secondLocations.bakery.id])];
  const next = [whole.next(), some.next()];
  const { jobs } = await listJobs(ctx, { limit: 1 });
  const [job] = jobs;
  if (!job) throw new Error('There is no job.');
  await publishTo('agency', { type: 'job.changed', job }, { type: 'accounts.changed' });
  const [all, own] = (await Promise.all(next)).map(({ value }) => value);
  expect(all?.event).toMatchObject({ id: place + 1, event: { type: 'job.changed' } });
  expect(own).toMatchObject({
    event: { id: place + 2, event: { type: 'accounts.changed' } },
    cursor: { agency: place + 2 },
  });
  stop.abort();
});
