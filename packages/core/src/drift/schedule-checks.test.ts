import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { driftCheckQueue } from '../queue.ts';
import { createWorld, type World } from '../testing/world.ts';
import { isChecking } from './checks-asked.ts';
import { requestCheck } from './request-check.ts';
import { scheduleChecks } from './schedule-checks.ts';
import { setDriftSchedule } from './set-drift-schedule.ts';

let world: World;
let ctx: Context;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await sql`truncate agencies cascade`.execute(world.core.db);
  await world.boss.deleteAllJobs(driftCheckQueue);
  ctx = await world.member();
  await ctx.db.deleteFrom('locations').execute();
});

const start = Date.parse('2026-03-01T00:00:00Z');
const minutes = (count: number) => new Date(start + count * 60_000);
const schedule = (minute: number) => scheduleChecks({ ...world.core, now: () => minutes(minute) });
const account = (number: number) => `account${number}`;

/** So many accounts to which something was applied; by jobs that are still known, or so long ago that they are not. */
async function accounts(count: number, { appliedAt }: { appliedAt: Date | null }): Promise<void> {
  const { agencyId } = ctx.actor;
  await sql`
    with series as (select 'account' || n as id from generate_series(1, ${count}) n),
    account as (
      insert into locations (agency_id, id, name, state) select ${agencyId}, id, id, 'active' from series returning id
    ), blueprint as (
      insert into blueprints (agency_id, name) values (${agencyId}, 'Fleet') returning id
    ), version as (
      insert into blueprint_versions (agency_id, blueprint_id, number, source, format, document)
      select ${agencyId}, id, 1, '', 'yaml', '{}' from blueprint returning id, blueprint_id
    ), plan as (
      insert into plans (agency_id, location_id, blueprint_version_id, inputs, variables, items, summary, fingerprint)
      select ${agencyId}, account.id, version.id, '{}', '{}', '[]', '{}', '' from account, version returning id, location_id
    ), job as (
      insert into jobs (agency_id, location_id, plan_id, state, started_at, finished_at)
      select ${agencyId}, location_id, id, 'SUCCESS', ${appliedAt}, ${appliedAt} from plan
      where ${appliedAt}::timestamptz is not null returning id
    )
    insert into resource_states (agency_id, location_id, blueprint_id, address, kind, ghl_id, last_applied, origin)
    select ${agencyId}, account.id, blueprint_id, 'tag.a', 'tag', 't', '{}', 'created' from account, version`.execute(
    ctx.db,
  );
}

/** Takes what was asked for as a worker would, and writes down that it was checked. */
async function checkAsked(minute: number, state: 'clean' | 'failed' = 'clean'): Promise<string[]> {
  const messages = await world.boss.fetch<{ locationId: string }>(driftCheckQueue, { batchSize: 1_000 });
  const ids = messages.map(({ data }) => data.locationId);
  if (ids.length === 0) return [];
  await world.boss.complete(
    driftCheckQueue,
    messages.map(({ id }) => id),
  );
  await sql`
    insert into drift_checks (agency_id, location_id, blueprint_id, state, checked_at)
    select ${ctx.actor.agencyId}, account, blueprints.id, ${state}, ${minutes(minute)}
    from blueprints, unnest(${ids}::text[]) account where blueprints.agency_id = ${ctx.actor.agencyId}
    on conflict (agency_id, location_id, blueprint_id) do update set state = excluded.state, checked_at = excluded.checked_at`.execute(
    ctx.db,
  );
  return ids;
}

async function minutesOf(from: number, to: number): Promise<string[][]> {
  const asked: string[][] = [];
  for (let minute = from; minute < to; minute++) {
    await schedule(minute);
    asked.push(await checkAsked(minute));
  }
  return asked;
}
const twice = (asked: string[][]) => asked.flat().length - new Set(asked.flat()).size;
const atOnce = (asked: string[][]) => Math.max(...asked.map((ids) => ids.length));

test('over one period every account is checked once, spread over its minutes, and so in the next', async () => {
  await accounts(240, { appliedAt: minutes(0) });
  await setDriftSchedule(ctx, { everyHours: 1 });
  for (const period of [0, 1]) {
    const asked = await minutesOf(period * 60 + 1, period * 60 + 61);
    expect(new Set(asked.flat()).size).toBe(240);
    expect(twice(asked)).toBe(0);
    // Four a minute, give or take what a hash does.
    expect(atOnce(asked)).toBeLessThan(14);
  }
});

test('after all were checked at once they are spread again', async () => {
  await accounts(240, { appliedAt: minutes(-10_000) });
  await setDriftSchedule(ctx, { everyHours: 1 });
  await requestCheck(ctx, {});
  expect(await checkAsked(0)).toHaveLength(240);
  const asked = await minutesOf(1, 61);
  expect(new Set(asked.flat()).size).toBe(240);
  expect(atOnce(asked)).toBeLessThan(14);
});

test('of many that are due at once, those that waited longest go first, two hundred a minute', async () => {
  await accounts(250, { appliedAt: null });
  await schedule(0);
  const first = await checkAsked(0);
  expect(first).toHaveLength(200);
  await schedule(1);
  const second = await checkAsked(1);
  expect(new Set([...first, ...second]).size).toBe(250);
});

test('one that waits for its check already is not asked for again; a person has it checked first', async () => {
  await accounts(3, { appliedAt: null });
  await schedule(0);
  await schedule(1);
  expect(await requestCheck(ctx, { locationIds: [account(3)] })).toEqual({ requested: 1 });
  const order = (await world.boss.fetch<object>(driftCheckQueue, { batchSize: 10 })).map(({ data }) => data);
  expect(order).toHaveLength(3);
  expect(order[0]).toMatchObject({ locationId: account(3), asked: true });
});

test('one check may wait while another runs, and the account is shown as being checked until it is', async () => {
  await accounts(1, { appliedAt: minutes(-10_000) });
  const isAsked = () => isChecking(ctx.db, ctx.actor.agencyId, account(1));
  expect(await isAsked()).toBe(false);
  await requestCheck(ctx, {});
  expect(await isAsked()).toBe(true);
  const [running] = await world.boss.fetch(driftCheckQueue);
  await requestCheck(ctx, {});
  await requestCheck(ctx, {});
  expect(await isAsked()).toBe(true);
  expect(await checkAsked(0)).toEqual([account(1)]);
  expect(await isAsked()).toBe(true);
  await world.boss.complete(driftCheckQueue, running?.id ?? '');
  expect(await isAsked()).toBe(false);
});

test('closed accounts and those that a job is about to write are left out', async () => {
  await accounts(3, { appliedAt: minutes(-10_000) });
  await ctx.db.updateTable('locations').set({ state: 'paused' }).where('id', '=', account(1)).execute();
  await ctx.db.updateTable('jobs').set({ state: 'PENDING' }).where('location_id', '=', account(2)).execute();
  await schedule(0);
  expect(await checkAsked(0)).toEqual([account(3)]);
  expect(await requestCheck(ctx, { locationIds: [account(1)] })).toEqual({ requested: 0 });
});

test('an agency without a schedule is checked when somebody asks, and after a job where there is drift', async () => {
  await accounts(2, { appliedAt: minutes(-10_000) });
  await setDriftSchedule(ctx, { everyHours: null });
  await schedule(0);
  expect(await checkAsked(0)).toEqual([]);
  await requestCheck(ctx, {});
  expect(await checkAsked(0)).toHaveLength(2);
  await sql`
    insert into drift_findings
      (agency_id, location_id, blueprint_id, address, path, what, cause, kind, title, expected, live, first_seen_at)
    select ${ctx.actor.agencyId}, ${account(1)}, id, 'tag.a', '', 'missing', 'c', 'tag', 'a', 'null', 'null', ${minutes(0)}
    from blueprints where agency_id = ${ctx.actor.agencyId}`.execute(ctx.db);
  await schedule(1);
  expect(await checkAsked(1)).toEqual([]);
  await ctx.db
    .updateTable('jobs')
    .set({ finished_at: minutes(2) })
    .execute();
  await schedule(3);
  expect(await checkAsked(3)).toEqual([account(1)]);
  await schedule(4);
  expect(await checkAsked(4)).toEqual([]);
});

test('a read that failed is tried again after an hour, however long the period', async () => {
  await accounts(1, { appliedAt: null });
  await setDriftSchedule(ctx, { everyHours: 720 });
  await schedule(0);
  expect(await checkAsked(0, 'failed')).toHaveLength(1);
  await schedule(59);
  expect(await checkAsked(59)).toEqual([]);
  await schedule(61);
  expect(await checkAsked(61)).toHaveLength(1);
});
