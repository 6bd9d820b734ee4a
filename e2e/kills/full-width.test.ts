import { rateLimits } from '@groundwork/ghl-sandbox';
import type { PlanView } from '@groundwork/shared/views';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Gym, openGym } from './gym.ts';
import { count, openWorld, until, type World } from './world.ts';

/** Real processes, killed without warning while they apply a starter of every kind. */

let world: World;
let gym: Gym;
const deadline = { timeout: 120_000 };
/** A worker that is gone frees its jobs within a minute: this is that promise, and no measure of speed. */
const promised = { timeout: 60_000 };

beforeAll(async () => {
  world = await openWorld();
  await world.sandbox.setKnobs(roomy);
  gym = await openGym(world);
}, 120_000);
afterAll(() => world.instance.stop());

/** What a kill does is asked here, not how long the budget makes it wait. */
const roomy = { rateLimit: { ...rateLimits.standard, burst: 1_000 } };
const slow = { latencyMs: 300, latencyJitterMs: 300 };
const recover = async () => {
  await world.sandbox.clearFaults();
  await world.sandbox.setKnobs({ ...roomy, latencyMs: 0, latencyJitterMs: 0 });
};

const start = async ({ id }: PlanView) => (await world.member.trpc.jobs.start.mutate({ planId: id })).id;
const isMidway = async (jobId: string) => {
  const job = await world.job(jobId);
  return count(job, 'APPLIED', 'VERIFIED') >= 15 && count(job, 'PENDING') >= 5;
};

describe('a killed worker', () => {
  test(
    'loses nothing and writes nothing twice: writes in flight, between two batches, and in verification',
    promised,
    async () => {
      const { sandbox, job: read } = world;
      const account = await world.openAccounts('In Flight', 'Between', 'Verifying');
      const plans = [];
      for (const id of Object.values(account)) plans.push(await gym.plan(id));
      const [inFlight, between, verifying] = plans;
      if (!inFlight || !between || !verifying) throw new Error('three plans were made');
      await sandbox.setKnobs(slow);

      // Everything is written, and one kind's list is never answered.
      const verifyingJob = await start(verifying);
      await until(async () => count(await read(verifyingJob), 'RUNNING', 'APPLIED') > 0);
      const values = `/locations/${account.Verifying}/customValues`;
      await sandbox.addFault({ method: 'GET', path: values, mode: 'hang', count: 100 });
      const isVerifying = async () => {
        const job = await read(verifyingJob);
        return count(job, 'APPLIED') === 10 && count(job, 'VERIFIED') === job.total - 10;
      };
      await until(isVerifying);

      // Half of the tags and fields are written, half are not, and nobody was told which.
      for (const [kind, acted, dropped] of [
        ['tags', 6, 6],
        ['customFields', 7, 6],
      ] as const) {
        const route = { method: 'POST', path: `/locations/${account['In Flight']}/${kind}` } as const;
        await sandbox.addFault({ ...route, mode: 'act-and-hang', count: acted });
        await sandbox.addFault({ ...route, mode: 'hang', count: dropped });
      }
      const inFlightJob = await start(inFlight);
      await until(async () =>
        (await sandbox.state()).faults.every(({ method, count: left }) => method === 'GET' || left === 0),
      );

      const betweenJob = await start(between);
      await until(() => isMidway(betweenJob));
      await world.instance.roles.worker.kill('SIGKILL');

      expect(await isVerifying()).toBe(true);
      expect(await isMidway(betweenJob)).toBe(true);
      expect(count(await read(inFlightJob), 'RUNNING')).toBeGreaterThanOrEqual(25);
      expect(await sandbox.listResources({ kind: 'tag', ownerId: account['In Flight'] })).toHaveLength(6);

      await recover();
      await gym.expectWhole(verifying, await world.ended(verifyingJob));
      await gym.expectWhole(between, await world.ended(betweenJob));
      await gym.expectWhole(inFlight, await world.ended(inFlightJob));
      const again = await gym.plan(account['In Flight']);
      expect(again.items.filter(({ action }) => action !== 'no-op')).toEqual([]);
    },
  );
});

describe('killed in the middle of an apply of every kind', () => {
  const kills = {
    'the API': () => world.instance.roles.api.kill('SIGKILL'),
    'the OAuth service, with every token to be asked for anew': async () => {
      await world.instance.roles.oauth.kill('SIGKILL');
      await world.sandbox.expireAccessTokens();
    },
    'GHL, which the sandbox is here': () => world.instance.roles.sandbox?.kill('SIGKILL'),
    PostgreSQL: async () => {
      const file = join(world.instance.dataDir, 'postgres', 'postmaster.pid');
      process.kill(Number((await readFile(file, 'utf8')).split('\n')[0]), 'SIGKILL');
    },
  };

  test.each(Object.entries(kills))(
    '%s: all of it is there in the end, and nothing twice',
    deadline,
    async (what, kill) => {
      const { [what]: locationId = '' } = await world.openAccounts(what);
      const approved = await gym.plan(locationId);
      await world.sandbox.setKnobs(slow);
      const jobId = await start(approved);
      await until(() => isMidway(jobId));
      await kill();
      await world.instance.ready();
      await recover();
      const job = await world.ended(jobId);
      expect(job.error).toBeNull();
      await gym.expectWhole(approved, job);
    },
  );
});
