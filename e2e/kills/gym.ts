import { rateLimits } from '@groundwork/ghl-sandbox';
import type { JobView, PlanView } from '@groundwork/shared/views';
import { expect } from 'vitest';
import { notHeld } from '../trades/not-held.ts';
import { contentsOf } from './contents.ts';
import { openWorld, type World } from './world.ts';

/** The gym starter: 55 resources of every kind, compared with what an account holds after a run that nothing disturbed. */
export interface Gym {
  plan: (locationId: string) => Promise<PlanView>;
  /** A success that says the truth: all of it is there as the blueprint wants it, and nothing twice. */
  expectWhole: (plan: PlanView, job: JobView) => Promise<void>;
}

/** Both, with room for every call: what a kill does is asked, not how long a rate budget makes it wait. */
export async function openRoomyGym(): Promise<{ world: World; gym: Gym }> {
  const world = await openWorld();
  await world.sandbox.setKnobs(roomy);
  return { world, gym: await openGym(world) };
}

export const roomy = { rateLimit: { ...rateLimits.standard, burst: 1_000 } };

export async function openGym({ sandbox, member, openAccounts, plan, ended }: World): Promise<Gym> {
  const entry = (await member.trpc.blueprints.library.query()).find(({ slug }) => slug === 'gym');
  if (!entry) throw new Error('the library has no gym');
  const { source } = entry;
  const planGym = (locationId: string) =>
    plan(locationId, source, { gym_name: 'Kettle Gym', gym_phone: '+1 555 0100' });

  const { Undisturbed } = await openAccounts('Undisturbed');
  const { id } = await member.trpc.jobs.start.mutate({ planId: (await planGym(Undisturbed)).id });
  expect(await ended(id)).toMatchObject({ state: 'SUCCESS', error: null, done: entry.resourceCount });
  const undisturbed = await contentsOf(sandbox, Undisturbed);

  return {
    plan: planGym,
    async expectWhole(approved, job) {
      expect(job.steps.filter(({ state }) => state !== 'VERIFIED')).toEqual([]);
      expect(job).toMatchObject({
        state: 'SUCCESS',
        error: null,
        total: entry.resourceCount,
        done: entry.resourceCount,
      });
      expect(await contentsOf(sandbox, approved.location.id)).toEqual(undisturbed);
      expect(await notHeld(sandbox, approved, job, source)).toEqual([]);
    },
  };
}
