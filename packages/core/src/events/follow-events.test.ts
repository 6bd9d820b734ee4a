import { fixtures } from '@groundwork/ghl-sandbox';
import type { Topic } from '@groundwork/shared/events';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { startJob } from '../jobs/start-job.ts';
import { createPlan } from '../plans/create-plan.ts';
import { createWorld, type World } from '../testing/world.ts';
import { type EventBus, startEventBus } from './event-bus.ts';
import { followEvents } from './follow-events.ts';
import { publishEvents } from './publish-events.ts';

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

/** Reads until `count` events came, then ends the subscription. */
async function collect(from: number, count: number, stillAllowed = () => Promise.resolve(true)): Promise<number[]> {
  const stop = new AbortController();
  const ids: number[] = [];
  const events = followEvents(
    { ...ctx, bus },
    { topics: [topic], cursor: { [topic]: from }, signal: stop.signal, stillAllowed },
  );
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
