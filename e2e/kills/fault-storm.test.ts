import { rateLimits } from '@groundwork/ghl-sandbox';
import type { JobView } from '@groundwork/shared/views';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Gym, openGym } from './gym.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let gym: Gym;

beforeAll(async () => {
  world = await openWorld();
  await world.sandbox.setKnobs({ rateLimit: { ...rateLimits.standard, burst: 1_000 } });
  gym = await openGym(world);
}, 120_000);
afterAll(() => world.instance.stop());

const creates = [
  '/locations/*/tags',
  '/locations/*/customFields',
  '/locations/*/customValues',
  '/opportunities/pipelines',
  '/calendars/groups',
  '/calendars/',
  '/links/',
  '/products/',
  '/products/*/price',
];

/** Four attempts at either of the two groups and of the two pipelines find GHL away or lose its answer. */
async function raiseStorm(): Promise<void> {
  const { sandbox } = world;
  for (const path of creates) {
    await sandbox.addFault({ method: 'POST', path, mode: 'status', status: 502, count: 3 });
    await sandbox.addFault({ method: 'POST', path, mode: 'act-and-drop', count: 1 });
  }
  await sandbox.addFault({ method: 'POST', path: '/calendars/groups', mode: 'status', status: 502, count: 3 });
}

test('after a storm a retry does what is left, and nothing twice', { timeout: 150_000 }, async () => {
  const { openAccounts, sandbox, ended, member } = world;
  const { Stormy } = await openAccounts('Stormy');
  const approved = await gym.plan(Stormy);
  await raiseStorm();
  const { id } = await member.trpc.jobs.start.mutate({ planId: approved.id });

  const first = await ended(id);
  expect(first.state).toBe('FAILED');
  expect(first.failed).toBeGreaterThan(0);
  expect(first.notAttempted).toBeGreaterThan(0);
  expect(first.done + first.failed + first.notAttempted).toBe(first.total);

  let job: JobView = first;
  for (let retries = 0; retries < 3 && job.state === 'FAILED'; retries++) {
    expect(await member.trpc.jobs.retry.mutate({ id })).toMatchObject({ done: job.done });
    job = await ended(id);
  }
  await gym.expectWhole(approved, job);
  expect((await sandbox.state()).faults.filter((fault) => fault.count > 0)).toEqual([]);
});
