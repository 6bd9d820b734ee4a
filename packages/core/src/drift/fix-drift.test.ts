import { expect, test } from 'vitest';
import { cancelRollout } from '../rollouts/cancel-rollout.ts';
import { startRollout } from '../rollouts/start-rollout.ts';
import { openFleet } from '../testing/fleet.ts';
import { fixDrift } from './fix-drift.ts';
import { ignoreDrift } from './ignore-drift.ts';
import { scheduleChecks } from './schedule-checks.ts';
import { setDriftSchedule } from './set-drift-schedule.ts';
import { openAccounts, ourBlueprint, threeAccounts } from './testing/accounts.ts';
import { driftCheckQueue } from '../queue.ts';

const world = openAccounts();
const rollouts = openFleet(world);
const [one, two, three] = threeAccounts;
const greet = (id: string, value: string) => world.edit(id, ['customValue', 'Greeting'], { value });
const keyOf = async (address: string) =>
  (await world.causes()).find((cause) => cause.address === address)?.key ?? 'there is none';
const valueOf = async (locationId: string, name: string) =>
  (await world.world.core.ghl.list('customValue', { companyId: world.ctx.actor.companyId, locationId })).find(
    ({ attributes }) => attributes['name'] === name,
  )?.attributes['value'];
const fix = async (key: string, locationIds?: string[]) => {
  const { id } = await fixDrift(world.ctx, { key, locationIds });
  await rollouts.plan();
  await rollouts.look();
  await startRollout(world.ctx, { id });
  return rollouts.settle(id);
};

test('brings each account back to what was applied there, with its own values, and touches no other edit', async () => {
  await world.applyTo(1);
  // Another version, and a value that was given for this apply alone.
  await world.applyOne(two.id, ourBlueprint.replace('value: Hello', 'value: "Hello, ${var.phone}"'), {
    phone: '+1 555 0199',
    key: 'hush',
  });
  for (const { id } of [one, two]) {
    await greet(id, 'Hi');
    await world.edit(id, ['customValue', 'Phone'], { value: 'their own' });
  }
  await world.checkAll();
  const key = await keyOf('customValue.greeting');
  const rollout = await fix(key);
  expect(rollout).toMatchObject({
    state: 'SUCCESS',
    purpose: 'drift',
    name: 'Fix drift: Greeting, value',
    total: 2,
    counts: { SUCCESS: 2 },
    summary: { update: 2, create: 0 },
  });
  expect([await valueOf(one.id, 'Greeting'), await valueOf(two.id, 'Greeting')]).toEqual([
    'Hello',
    'Hello, +1 555 0199',
  ]);
  expect([await valueOf(one.id, 'Phone'), await valueOf(two.id, 'Phone')]).toEqual(['their own', 'their own']);
  await world.checkAll();
  expect((await world.causes()).map(({ address, accounts }) => [address, accounts])).toEqual([
    ['customValue.phone', 2],
  ]);
});

test('makes again what was deleted', async () => {
  await world.applyTo(2);
  for (const { id } of [one, two]) await world.remove(id, ['tag', 'vip']);
  await world.checkAll();
  expect(await fix(await keyOf('tag.vip'))).toMatchObject({ state: 'SUCCESS', summary: { create: 2 } });
  await world.checkAll();
  expect(await world.causes()).toEqual([]);
});

test('is about the accounts named, else about those where it is not ignored', async () => {
  await world.applyTo(3);
  for (const { id } of threeAccounts) await greet(id, 'Hi');
  await world.checkAll();
  const key = await keyOf('customValue.greeting');
  await ignoreDrift(world.ctx, { key, locationId: three.id, days: 7, reason: 'theirs' });
  expect(await fixDrift(world.ctx, { key })).toMatchObject({ total: 2 });
  expect(await fixDrift(world.ctx, { key, locationIds: [three.id] })).toMatchObject({ total: 1 });
  await ignoreDrift(world.ctx, { key, locationId: null, days: 7, reason: 'all' });
  await expect(fixDrift(world.ctx, { key })).rejects.toMatchObject({ code: 'CONFLICT' });
  await greet(three.id, 'Hello');
  await world.check(three.id);
  await expect(fixDrift(world.ctx, { key, locationIds: [three.id] })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('asked for twice, at once or later, it is one rollout until that is over', async () => {
  await world.applyTo(3);
  for (const { id } of [one, two]) await greet(id, 'Hi');
  await world.checkAll();
  const key = await keyOf('customValue.greeting');
  const both = await Promise.all([fixDrift(world.ctx, { key }), fixDrift(world.ctx, { key })]);
  const [first] = both;
  expect(both.map(({ id }) => id)).toEqual([first.id, first.id]);
  expect(await fixDrift(world.ctx, { key, locationIds: [two.id] })).toMatchObject({ id: first.id, total: 2 });

  // Another account has it meanwhile: that one alone is not fixed yet.
  await greet(three.id, 'Hi');
  await world.check(three.id);
  const more = await fixDrift(world.ctx, { key });
  expect(more).toMatchObject({ total: 1 });
  expect(more.id).not.toBe(first.id);
  await cancelRollout(world.ctx, { id: first.id });
  expect(await fixDrift(world.ctx, { key })).toMatchObject({ total: 2 });
});

test('a rollout over accounts that the caller may not see is not the answer', async () => {
  await world.applyTo(2);
  for (const { id } of [one, two]) await greet(id, 'Hi');
  await world.checkAll();
  const key = await keyOf('customValue.greeting');
  await fixDrift(world.ctx, { key });
  const ctx = { ...world.ctx, actor: { ...world.ctx.actor, locationIds: [one.id] } };
  await expect(fixDrift(ctx, { key })).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('is checked within a minute of its jobs, whatever the schedule', async () => {
  await world.applyTo(1);
  await greet(one.id, 'Hi');
  await world.check(one.id);
  await setDriftSchedule(world.ctx, { everyHours: null });
  await fix(await keyOf('customValue.greeting'));
  await world.world.boss.deleteAllJobs(driftCheckQueue);
  await scheduleChecks(world.world.core);
  const messages = await world.world.boss.fetch(driftCheckQueue, { batchSize: 10 });
  expect(messages.map(({ data }) => data)).toEqual([{ agencyId: world.ctx.actor.agencyId, locationId: one.id }]);
});
