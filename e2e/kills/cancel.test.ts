import { rateLimits } from '@groundwork/ghl-sandbox';
import type { JobView } from '@groundwork/shared/views';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentsOf } from './contents.ts';
import { type Gym, openGym } from './gym.ts';
import { count, openWorld, until, type World } from './world.ts';

/** A cancel that comes at the worst moments, through the API of real processes. */

let world: World;
let gym: Gym;
const deadline = { timeout: 150_000 };

beforeAll(async () => {
  world = await openWorld();
  await world.sandbox.setKnobs({ rateLimit: { ...rateLimits.standard, burst: 1_000 } });
  gym = await openGym(world);
}, 120_000);
afterAll(() => world.instance.stop());

const jobs = () => world.member.trpc.jobs;

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
const onlyHanging = (id: string, hanging: number) =>
  until(async () => {
    const { faults } = await world.sandbox.state();
    const now = await world.job(id);
    return faults.every((fault) => fault.count === 0) && count(now, 'RUNNING') === hanging && count(now, 'PENDING') > 0;
  });

test('while writes hang it ends, says how far it came, and a resume does the rest once', deadline, async () => {
  const { sandbox } = world;
  const { Hanging } = await world.openAccounts('Hanging');
  const approved = await gym.plan(Hanging);
  // GHL has done seven of the writes that it does not answer, and two it has not; no calendar can begin before its group.
  const route = (path: string) => ({ method: 'POST', path }) as const;
  await sandbox.addFault({ ...route(`/locations/${Hanging}/tags`), mode: 'act-and-hang', count: 5 });
  await sandbox.addFault({ ...route(`/locations/${Hanging}/customFields`), mode: 'hang', count: 2 });
  await sandbox.addFault({ ...route('/calendars/groups'), mode: 'act-and-hang', count: 2 });
  const { id } = await jobs().start.mutate({ planId: approved.id });
  await onlyHanging(id, 9);

  expect(await jobs().cancel.mutate({ id })).toMatchObject({ state: 'PROCESSING', cancelledBy: 'Priya Raman' });
  const cancelled = await world.ended(id);
  expectCancelled(cancelled, { failed: 2 });
  expect(cancelled.notAttempted).toBeGreaterThan(0);
  const held = await contentsOf(sandbox, Hanging);
  expect(held.filter((line) => line.startsWith('tag '))).toHaveLength(12);
  expect(held.filter((line) => line.startsWith('calendar '))).toEqual([]);

  await jobs().resume.mutate({ id });
  await gym.expectWhole(approved, await world.ended(id));
});

test(
  'while no worker lives it stands until one comes, which looks at what was begun and begins nothing',
  deadline,
  async () => {
    const { sandbox, instance } = world;
    const { Running, Waiting } = await world.openAccounts('Running', 'Waiting');
    const running = await gym.plan(Running);
    const waiting = await gym.plan(Waiting);
    const tags = { method: 'POST', path: `/locations/${Running}/tags` } as const;
    await sandbox.addFault({ ...tags, mode: 'act-and-hang', count: 6 });
    await sandbox.addFault({ method: 'POST', path: '/calendars/groups', mode: 'act-and-hang', count: 2 });
    const { id } = await jobs().start.mutate({ planId: running.id });
    await onlyHanging(id, 8);
    const killed = instance.roles.worker.kill('SIGKILL');
    await instance.roles.worker.stop();
    await killed;

    const { id: waitingId } = await jobs().start.mutate({ planId: waiting.id });
    const atOnce = await jobs().cancel.mutate({ id: waitingId });
    expectCancelled(atOnce, { failed: 0 });
    expect(atOnce).toMatchObject({ done: 0, notAttempted: atOnce.total });

    expect(await jobs().cancel.mutate({ id })).toMatchObject({ state: 'PROCESSING', cancelledBy: 'Priya Raman' });
    instance.roles.worker.start();
    const cancelled = await world.ended(id);
    expectCancelled(cancelled, { failed: 0 });
    expect((await contentsOf(sandbox, Running)).filter((line) => line.startsWith('calendar '))).toEqual([]);
    expect(await contentsOf(sandbox, Waiting)).toEqual([]);

    await jobs().resume.mutate({ id });
    await jobs().resume.mutate({ id: waitingId });
    await gym.expectWhole(running, await world.ended(id));
    await gym.expectWhole(waiting, await world.ended(waitingId));
  },
);
