import { fixtures } from '@groundwork/ghl-sandbox';
import type { Ghl } from '@groundwork/integrations/ghl';
import { type RolloutView, targetStates } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Core } from '../context.ts';
import { runJob } from '../jobs/run-job.ts';
import { rolloutPlanQueue } from '../queue.ts';
import { advanceRollouts } from '../rollouts/advance-rollouts.ts';
import { createRollout } from '../rollouts/create-rollout.ts';
import { getRollout } from '../rollouts/get-rollout.ts';
import type { RolloutPlanMessage } from '../rollouts/plan-messages.ts';
import { planTarget } from '../rollouts/plan-target.ts';
import { type Clinic, never } from './clinic.ts';

export const twoTags = `
groundwork: 1
name: Fleet
resources:
  tag:
    vip: { name: VIP guest }
    recall: { name: recall soon }
`;

/** Many empty accounts, and workers that do only what a test says. */
export interface Fleet {
  /** Ids of so many new accounts. */
  open(count: number): Promise<string[]>;
  create(
    locationIds: readonly string[],
    more?: { source?: string } & Partial<Omit<Parameters<typeof createRollout>[1], 'targets' | 'blueprintVersionId'>>,
  ): Promise<RolloutView>;
  /** Plans every target whose message waits in the queue, as its last try. */
  plan(ghl?: Partial<Ghl>): Promise<void>;
  look(): Promise<void>;
  /** Runs jobs that wait, so many at most. Answers how many there were. */
  run(atMost?: number, ghl?: Partial<Ghl>): Promise<number>;
  /** All of it, until nothing is left to do without a person. */
  settle(id: string): Promise<RolloutView>;
  get(id: string): Promise<RolloutView>;
  planned(locationIds: readonly string[], more?: Parameters<Fleet['create']>[1]): Promise<RolloutView>;
}

export function openFleet(clinic: Clinic): Fleet {
  const coreWith = (ghl: Partial<Ghl>): Core => {
    const { core } = clinic.world;
    return { ...core, ghl: { ...core.ghl, ...ghl } };
  };
  let opened = 0;

  const fleet: Fleet = {
    async open(count) {
      const { world, ctx } = clinic;
      const made = [];
      for (let index = 0; index < count; index++) {
        opened += 1;
        const name = `Branch ${String(opened).padStart(3, '0')}`;
        made.push({ name, ...(await world.sandbox.control.createLocation({ companyId: fixtures.agency.id, name })) });
      }
      await ctx.db
        .insertInto('locations')
        .values(
          made.map(({ id, name }) => ({ agency_id: ctx.actor.agencyId, id, name, address: null, state: 'active' })),
        )
        .execute();
      return made.map(({ id }) => id);
    },
    async create(locationIds, { source = twoTags, ...more } = {}) {
      const version = await saveBlueprint(clinic.ctx, source);
      const targets = locationIds.map((locationId) => ({ locationId }));
      return createRollout(clinic.ctx, { blueprintVersionId: version.id, targets, ...more });
    },
    async plan(ghl = {}) {
      const { boss } = clinic.world;
      for (;;) {
        const messages = await boss.fetch<RolloutPlanMessage>(rolloutPlanQueue, { batchSize: 20 });
        if (messages.length === 0) return;
        const options = { signal: never, isLastTry: true };
        await Promise.all(messages.map(({ data }) => planTarget(coreWith(ghl), data, options)));
        await boss.complete(
          rolloutPlanQueue,
          messages.map(({ id }) => id),
        );
      }
    },
    look: () => advanceRollouts(clinic.world.core, never),
    async run(atMost = 100, ghl = {}) {
      const jobs = await clinic.ctx.db
        .selectFrom('jobs')
        .where('state', '=', 'PENDING')
        .orderBy('created_at')
        .limit(atMost)
        .select('id')
        .execute();
      await Promise.all(jobs.map(({ id }) => runJob(coreWith(ghl), id, never)));
      return jobs.length;
    },
    async settle(id) {
      for (;;) {
        await fleet.plan();
        await fleet.look();
        if ((await fleet.run()) > 0) continue;
        await fleet.look();
        const { counts } = await fleet.get(id);
        if (counts.PLANNING === 0 && counts.QUEUED === 0) return fleet.get(id);
      }
    },
    get: (id) => getRollout(clinic.ctx, { id }),
    async planned(locationIds, more) {
      const { id } = await fleet.create(locationIds, more);
      await fleet.plan();
      await fleet.look();
      return fleet.get(id);
    },
  };
  return fleet;
}

/** The counts that are not zero. */
export const counted = ({ counts }: RolloutView): Partial<RolloutView['counts']> =>
  Object.fromEntries(targetStates.flatMap((state) => (counts[state] > 0 ? [[state, counts[state]]] : [])));

/** Every job there is, in the order they were made. */
export const jobsOf = async (clinic: Clinic): Promise<{ location_id: string; state: string }[]> =>
  clinic.ctx.db
    .selectFrom('jobs')
    .select(['location_id', 'state'])
    .orderBy('created_at')
    .orderBy(sql`id`)
    .execute();
