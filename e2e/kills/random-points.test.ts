import type { JobView, PlanView } from '@groundwork/shared/views';
import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentsOf } from './contents.ts';
import { type Gym, openRoomyGym, roomy } from './gym.ts';
import { count, killPostgres, until, type World } from './world.ts';

/** Three accounts are provisioned side by side and rolled back again, while the worker or PostgreSQL dies at any moment. */

let world: World;
let gym: Gym;
beforeAll(async () => {
  ({ world, gym } = await openRoomyGym());
});
afterAll(() => world.instance.stop());

type Kill = { afterMs: number; what: 'worker' | 'worker, asked to stop' | 'PostgreSQL' };
const kills = fc.array(
  fc.record({
    afterMs: fc.integer({ min: 20, max: 2_500 }),
    what: fc.constantFrom<Kill['what'][]>('worker', 'worker', 'worker, asked to stop', 'PostgreSQL'),
  }),
  { minLength: 1, maxLength: 3 },
);

async function kill({ what }: Kill): Promise<void> {
  if (what === 'PostgreSQL') return killPostgres(world);
  return world.instance.roles.worker.kill(what === 'worker' ? 'SIGKILL' : 'SIGTERM');
}

/** Starts all of them, and answers with their ends. */
async function runAll(plans: readonly PlanView[], killing: readonly Kill[]): Promise<JobView[]> {
  const jobs: JobView[] = [];
  for (const { id, location } of plans)
    jobs.push(await world.member.trpc.jobs.start.mutate({ planId: id, confirm: location.name }));
  const isOver = async () =>
    (await Promise.all(jobs.map(({ id }) => world.job(id)))).every(({ state }) => state === 'SUCCESS');
  for (const next of killing) {
    await sleep(next.afterMs);
    if (await isOver().catch(() => false)) break;
    await kill(next);
    await world.instance.ready();
  }
  return Promise.all(jobs.map(({ id }) => world.ended(id)));
}

const setLatency = (latencyMs: number) => world.sandbox.setKnobs({ ...roomy, latencyMs, latencyJitterMs: latencyMs });

const rollBack = (job: JobView) => world.member.trpc.plans.rollback.mutate({ jobId: job.id });

/** All that it made is gone, and Groundwork knows it. */
async function expectEmpty(job: JobView): Promise<void> {
  expect(job.steps.filter(({ state }) => state !== 'VERIFIED')).toEqual([]);
  expect(job).toMatchObject({ state: 'SUCCESS', error: null, purpose: 'rollback' });
  expect(await contentsOf(world.sandbox, job.location.id)).toEqual([]);
  const { summary, items } = await gym.plan(job.location.id);
  expect(summary.create).toBe(items.length);
}

test(
  'killed at random points, nothing is lost, nothing is there twice, and all of it can be taken back',
  { timeout: 900_000 },
  async () => {
    let round = 0;
    const trial = fc.asyncProperty(
      fc.record({ applying: kills, rollingBack: kills, latencyMs: fc.integer({ min: 50, max: 400 }) }),
      async ({ applying, rollingBack, latencyMs }) => {
        round += 1;
        const accounts = await world.openAccounts(`A${round}`, `B${round}`, `C${round}`);
        const plans: PlanView[] = [];
        for (const id of Object.values(accounts)) plans.push(await gym.plan(id));
        await setLatency(latencyMs);
        const applied = await runAll(plans, applying);
        await setLatency(0);
        for (const [index, plan] of plans.entries()) await gym.expectWhole(plan, applied[index] as JobView);

        const rollbacks = [];
        for (const job of applied) rollbacks.push(await rollBack(job));
        await setLatency(latencyMs);
        const rolledBack = await runAll(rollbacks, rollingBack);
        await setLatency(0);
        for (const job of rolledBack) await expectEmpty(job);
      },
    );
    await fc.assert(trial, { numRuns: 2, endOnFailure: true });
    expect(round).toBe(2);
  },
);

test('a worker that is killed in the middle of a rollback: another takes the rest back', async () => {
  const { Undone } = await world.openAccounts('Undone');
  const plan = await gym.plan(Undone);
  const [job] = await runAll([plan], []);
  if (!job) throw new Error('one job was run');
  const rollback = await rollBack(job);
  await setLatency(2_000);
  const { id } = await world.member.trpc.jobs.start.mutate({ planId: rollback.id, confirm: 'Undone' });
  const isMidway = async () => {
    const now = await world.job(id);
    return count(now, 'APPLIED', 'VERIFIED') >= 10 && count(now, 'RUNNING', 'PENDING') >= 10;
  };
  await until(isMidway);
  await world.instance.roles.worker.kill('SIGKILL');
  expect(await isMidway()).toBe(true);
  await setLatency(0);
  await expectEmpty(await world.ended(id));
});
