import type { JobView } from '@groundwork/shared/views';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentsOf } from './contents.ts';
import { type Gym, openRoomyGym } from './gym.ts';
import { count, until, type World } from './world.ts';

/** Jobs that stop half way at the worst moments, and go on. Each suite has its own processes, and waits beside the others. */

const deadline = { timeout: 180_000, concurrent: false };

/** It ended because somebody said so, and every step is accounted for, in numbers and in words. */
function expectCancelled(job: JobView, { failed }: { failed: number }): void {
  expect(job).toMatchObject({ state: 'CANCELLED', cancelledBy: 'Priya Raman', failed });
  expect(job.done + job.failed + job.notAttempted).toBe(job.total);
  expect(count(job, 'VERIFIED')).toBe(job.done);
  expect(count(job, 'NOT_ATTEMPTED')).toBe(job.notAttempted);
  const failures = failed > 0 ? `${failed} failed, ` : '';
  expect(job.log.at(-1)?.message).toBe(
    `Cancelled by Priya Raman: ${job.done} applied and verified, ${failures}${job.notAttempted} not attempted.`,
  );
}

/** All that can begin has ended, but for the writes that the sandbox keeps without an answer. */
const onlyHanging = (world: World, id: string, hanging: number) =>
  until(async () => {
    const { faults } = await world.sandbox.state();
    const now = await world.job(id);
    return faults.every((fault) => fault.count === 0) && count(now, 'RUNNING') === hanging && count(now, 'PENDING') > 0;
  });

describe('a cancel', { concurrent: true }, () => {
  let world: World;
  let gym: Gym;
  beforeAll(async () => {
    ({ world, gym } = await openRoomyGym());
  });
  afterAll(() => world.instance.stop());

  test('while writes hang it ends, says how far it came, and a resume does the rest once', deadline, async () => {
    const { sandbox } = world;
    const { Hanging } = await world.openAccounts('Hanging');
    const approved = await gym.plan(Hanging);
    // GHL has done seven of the writes that it does not answer, and two it has not; no calendar can begin before its group.
    const route = (path: string) => ({ method: 'POST', path }) as const;
    await sandbox.addFault({ ...route(`/locations/${Hanging}/tags`), mode: 'act-and-hang', count: 5 });
    await sandbox.addFault({ ...route(`/locations/${Hanging}/customFields`), mode: 'hang', count: 2 });
    await sandbox.addFault({ ...route('/calendars/groups'), mode: 'act-and-hang', count: 2 });
    const { id } = await world.member.trpc.jobs.start.mutate({ planId: approved.id });
    await onlyHanging(world, id, 9);

    expect(await world.member.trpc.jobs.cancel.mutate({ id })).toMatchObject({
      state: 'PROCESSING',
      cancelledBy: 'Priya Raman',
    });
    const cancelled = await world.ended(id);
    expectCancelled(cancelled, { failed: 2 });
    expect(cancelled.notAttempted).toBeGreaterThan(0);
    const held = await contentsOf(sandbox, Hanging);
    expect(held.filter((line) => line.startsWith('tag '))).toHaveLength(12);
    expect(held.filter((line) => line.startsWith('calendar '))).toEqual([]);

    await world.member.trpc.jobs.resume.mutate({ id });
    await gym.expectWhole(approved, await world.ended(id));
  });
});

describe('a cancel of a job whose worker is dead', { concurrent: true }, () => {
  let world: World;
  let gym: Gym;
  beforeAll(async () => {
    ({ world, gym } = await openRoomyGym());
  });
  afterAll(() => world.instance.stop());

  test('stands until one comes, which looks at what was begun and begins nothing', deadline, async () => {
    const { sandbox, instance } = world;
    const { Running, Waiting } = await world.openAccounts('Running', 'Waiting');
    const running = await gym.plan(Running);
    const waiting = await gym.plan(Waiting);
    const tags = { method: 'POST', path: `/locations/${Running}/tags` } as const;
    await sandbox.addFault({ ...tags, mode: 'act-and-hang', count: 6 });
    await sandbox.addFault({ method: 'POST', path: '/calendars/groups', mode: 'act-and-hang', count: 2 });
    const { id } = await world.member.trpc.jobs.start.mutate({ planId: running.id });
    await onlyHanging(world, id, 8);
    const killed = instance.roles.worker.kill('SIGKILL');
    await instance.roles.worker.stop();
    await killed;

    const { id: waitingId } = await world.member.trpc.jobs.start.mutate({ planId: waiting.id });
    const atOnce = await world.member.trpc.jobs.cancel.mutate({ id: waitingId });
    expectCancelled(atOnce, { failed: 0 });
    expect(atOnce).toMatchObject({ done: 0, notAttempted: atOnce.total });

    expect(await world.member.trpc.jobs.cancel.mutate({ id })).toMatchObject({
      state: 'PROCESSING',
      cancelledBy: 'Priya Raman',
    });
    instance.roles.worker.start();
    const cancelled = await world.ended(id);
    expectCancelled(cancelled, { failed: 0 });
    expect((await contentsOf(sandbox, Running)).filter((line) => line.startsWith('calendar '))).toEqual([]);
    expect(await contentsOf(sandbox, Waiting)).toEqual([]);

    await world.member.trpc.jobs.resume.mutate({ id });
    await world.member.trpc.jobs.resume.mutate({ id: waitingId });
    await gym.expectWhole(running, await world.ended(id));
    await gym.expectWhole(waiting, await world.ended(waitingId));
  });
});

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
async function raiseStorm({ sandbox }: World): Promise<void> {
  for (const path of creates) {
    await sandbox.addFault({ method: 'POST', path, mode: 'status', status: 502, count: 3 });
    await sandbox.addFault({ method: 'POST', path, mode: 'act-and-drop', count: 1 });
  }
  await sandbox.addFault({ method: 'POST', path: '/calendars/groups', mode: 'status', status: 502, count: 3 });
}

describe('a storm of faults', { concurrent: true }, () => {
  let world: World;
  let gym: Gym;
  beforeAll(async () => {
    ({ world, gym } = await openRoomyGym());
  });
  afterAll(() => world.instance.stop());

  test('leaves to a retry what is left, and nothing is there twice', deadline, async () => {
    const { openAccounts, sandbox, ended, member } = world;
    const { Stormy } = await openAccounts('Stormy');
    const approved = await gym.plan(Stormy);
    await raiseStorm(world);
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
});
