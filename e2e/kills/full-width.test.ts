import type { PlanView } from '@groundwork/shared/views';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gym, openRoomyGym, roomy } from './gym.ts';
import { count, killPostgres, until, type World } from './world.ts';

/** Real processes, killed without warning while they apply a starter of every kind. Each suite has its own, and waits beside the other. */

const deadline = { timeout: 180_000, concurrent: false };
/** So that a job stays half way for as long as it takes to see that, but no write that hangs is given up meanwhile. */
const slow = { latencyMs: 1_000, latencyJitterMs: 1_000 };

const start = async ({ member }: World, { id }: PlanView) => (await member.trpc.jobs.start.mutate({ planId: id })).id;

const isMidway = async (world: World, jobId: string) => {
  const job = await world.job(jobId);
  const [applied, pending] = [count(job, 'APPLIED', 'VERIFIED'), count(job, 'PENDING')];
  return applied >= 15 && pending > 0 && pending + count(job, 'RUNNING') >= 5;
};

async function recover({ sandbox }: World): Promise<void> {
  await sandbox.clearFaults();
  await sandbox.setKnobs({ ...roomy, latencyMs: 0, latencyJitterMs: 0 });
}

describe('a killed worker', { concurrent: true }, () => {
  let world: World;
  let gym: Gym;
  beforeAll(async () => {
    ({ world, gym } = await openRoomyGym());
  });
  afterAll(() => world.instance.stop());

  test(
    'loses nothing and writes nothing twice: writes in flight, between two batches, and in verification',
    deadline,
    async () => {
      const { sandbox, job: read } = world;
      const account = await world.openAccounts('In Flight', 'Between', 'Verifying');
      const plans = [];
      for (const id of Object.values(account)) plans.push(await gym.plan(id));
      const [inFlight, between, verifying] = plans;
      if (!inFlight || !between || !verifying) throw new Error('three plans were made');
      await sandbox.setKnobs(slow);

      // Everything is written, and one kind's list is never answered.
      const verifyingJob = await start(world, verifying);
      await until(async () => count(await read(verifyingJob), 'RUNNING', 'APPLIED') > 0);
      const values = `/locations/${account.Verifying}/customValues`;
      await sandbox.addFault({ method: 'GET', path: values, mode: 'hang', count: 100 });
      const isVerifying = async () => {
        const job = await read(verifyingJob);
        return count(job, 'APPLIED') === 10 && count(job, 'VERIFIED') === job.total - 10;
      };
      await until(isVerifying);

      // No calendar can begin before its group, which is never answered.
      await sandbox.addFault({ method: 'POST', path: '/calendars/groups', mode: 'hang', count: 100 });
      const betweenJob = await start(world, between);
      await until(() => isMidway(world, betweenJob));

      // Half of the tags and fields are written, half are not, and nobody was told which. Last, as such writes are given up after a while.
      for (const [kind, acted, dropped] of [
        ['tags', 6, 6],
        ['customFields', 7, 6],
      ] as const) {
        const route = { method: 'POST', path: `/locations/${account['In Flight']}/${kind}` } as const;
        await sandbox.addFault({ ...route, mode: 'act-and-hang', count: acted });
        await sandbox.addFault({ ...route, mode: 'hang', count: dropped });
      }
      const inFlightJob = await start(world, inFlight);
      const written = async (kind: string) =>
        (await sandbox.listResources({ kind, ownerId: account['In Flight'] })).length;
      await until(async () => {
        const { faults } = await sandbox.state();
        const areMet = faults.every(({ path, count: left }) => !path.includes(account['In Flight']) || left === 0);
        return areMet && (await written('tag')) === 6 && (await written('customField')) === 7;
      });
      await world.instance.roles.worker.kill('SIGKILL');

      expect(await isVerifying()).toBe(true);
      expect(await isMidway(world, betweenJob)).toBe(true);
      expect(count(await read(inFlightJob), 'RUNNING')).toBeGreaterThanOrEqual(25);
      expect(await written('tag')).toBe(6);

      await recover(world);
      await gym.expectWhole(verifying, await world.ended(verifyingJob));
      await gym.expectWhole(between, await world.ended(betweenJob));
      await gym.expectWhole(inFlight, await world.ended(inFlightJob));
      const again = await gym.plan(account['In Flight']);
      expect(again.items.filter(({ action }) => action !== 'no-op')).toEqual([]);
    },
  );
});

describe('killed in the middle of an apply of every kind', { concurrent: true }, () => {
  let world: World;
  let gym: Gym;
  beforeAll(async () => {
    ({ world, gym } = await openRoomyGym());
  });
  afterAll(() => world.instance.stop());

  const kills = {
    'the API': () => world.instance.roles.api.kill('SIGKILL'),
    'the OAuth service, with every token to be asked for anew': async () => {
      await world.instance.roles.oauth.kill('SIGKILL');
      await world.sandbox.expireAccessTokens();
    },
    'GHL, which the sandbox is here': () => world.instance.roles.sandbox?.kill('SIGKILL'),
    PostgreSQL: () => killPostgres(world),
  };

  test.each(Object.entries(kills))(
    '%s: all of it is there in the end, and nothing twice',
    deadline,
    async (what, kill) => {
      const { [what]: locationId = '' } = await world.openAccounts(what);
      const approved = await gym.plan(locationId);
      await world.sandbox.setKnobs(slow);
      const jobId = await start(world, approved);
      await until(() => isMidway(world, jobId));
      await kill();
      await world.instance.ready();
      await recover(world);
      const job = await world.ended(jobId);
      expect(job.error).toBeNull();
      await gym.expectWhole(approved, job);
    },
  );
});
