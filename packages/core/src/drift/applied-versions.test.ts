import { expect, test } from 'vitest';
import { runJob } from '../jobs/run-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { planRollback } from '../plans/plan-rollback.ts';
import { never } from '../testing/clinic.ts';
import { appliedVersions } from './applied-versions.ts';
import { openAccounts, ourBlueprint, threeAccounts } from './testing/accounts.ts';

const world = openAccounts();
const [one, two] = threeAccounts;
const numbers = async () =>
  (await appliedVersions(world.ctx.db, { agencyId: world.ctx.actor.agencyId })).map(
    ({ locationId, number }) => [locationId, number] as const,
  );
const next = ourBlueprint.replace('name: vip }', 'name: gold }').replace('value: Hello', 'value: Hi');

test('each account has the version of its newest job that wrote anything', async () => {
  expect(await numbers()).toEqual([]);
  await world.applyTo(2);
  await world.startOne(two.id, next);
  expect(new Map(await numbers())).toEqual(
    new Map([
      [one.id, 1],
      [two.id, 1],
    ]),
  );
});

test('a job that failed counts for what it wrote, one that wrote nothing does not', async () => {
  await world.applyOne(one.id);
  const job = await world.startOne(one.id, next);
  const { ghl } = world.world.core;
  const failing = () => Promise.reject(new Error('cut off'));
  await runJob({ ...world.world.core, ghl: { ...ghl, update: failing } }, job.id, never).catch(() => {});
  expect(await numbers()).toEqual([[one.id, 1]]);
});

async function rollBack(jobId: string) {
  const plan = await planRollback(world.ctx, { jobId });
  const back = await startJob(world.ctx, { planId: plan.id, confirm: one.name });
  await runJob(world.world.core, back.id, never);
  return back;
}

test('a job that was rolled back counts no more, until that rollback is rolled back', async () => {
  await world.applyOne(one.id);
  const job = await world.applyOne(one.id, next);
  expect(await numbers()).toEqual([[one.id, 2]]);
  const back = await rollBack(job.id);
  expect(await numbers()).toEqual([[one.id, 1]]);
  await world.check(one.id);
  expect(await world.causes()).toEqual([]);
  const forth = await rollBack(back.id);
  expect(await numbers()).toEqual([[one.id, 2]]);
  await world.check(one.id);
  expect(await world.causes()).toEqual([]);
  await rollBack(forth.id);
  expect(await numbers()).toEqual([[one.id, 1]]);
  await world.check(one.id);
  expect(await world.causes()).toEqual([]);
});
