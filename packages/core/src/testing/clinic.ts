import { fixtures } from '@groundwork/ghl-sandbox';
import type { Ghl } from '@groundwork/integrations/ghl';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import type { JobView, PlanView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context, Core } from '../context.ts';
import { getJob } from '../jobs/get-job.ts';
import { runJob } from '../jobs/run-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { createPlan } from '../plans/create-plan.ts';
import { createWorld, type World } from './world.ts';

export const never = new AbortController().signal;
export const location = fixtures.locations.accounting;
export const account = { companyId: fixtures.agency.id, locationId: location.id };

/** Five resources; the hint needs the field. */
export const clinicBlueprint = `
groundwork: 1
name: Clinic
variables:
  phone: { type: string }
resources:
  tag:
    vip: { name: VIP guest }
    recall: { name: recall soon }
  customField:
    insurer: { name: Insurer, model: contact, dataType: SINGLE_OPTIONS, options: [A, B] }
  customValue:
    phone: { name: Front desk phone, value: "\${var.phone}" }
    hint: { name: Insurer hint, value: "Field \${customField.insurer.fieldKey}" }
`;

/** A blueprint named Clinic with this many tags. */
export const tagsBlueprint = (count: number): string =>
  `groundwork: 1\nname: Clinic\nresources:\n  tag:\n${Array.from({ length: count }, (_, index) => `    t${index}: { name: tag ${index} }\n`).join('')}`;

/** One empty account, a blueprint for it, and the short ways that tests of plans and jobs take. */
export interface Clinic {
  readonly world: World;
  readonly ctx: Context;
  plan(source?: string): Promise<PlanView>;
  start(source?: string): Promise<JobView>;
  /** Runs the job to its end, with parts of GHL's adapter replaced. */
  run(job: { id: string }, ghl?: Partial<Ghl>, stop?: AbortSignal): Promise<JobView>;
  apply(source?: string): Promise<JobView>;
  /** Removes all that GHL holds in the account. */
  empty(): Promise<void>;
  list(kind: KindName): Promise<LiveResource[]>;
  names(kind: KindName): Promise<string[]>;
  find(kind: KindName, name: string): Promise<LiveResource>;
  /** Calls to the kind's collection go wrong. */
  fault(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    fault: { mode: FaultMode; count?: number },
  ): Promise<void>;
}

type FaultMode = Parameters<World['sandbox']['control']['addFault']>[0]['mode'];

export const sandboxKinds = [
  'tag',
  'customField',
  'customValue',
  'calendarGroup',
  'calendar',
  'pipeline',
  'price',
  'product',
  'link',
];

export function openClinic(): Clinic {
  let world: World;
  let ctx: Context;

  beforeAll(async () => {
    world = await createWorld();
    // Tests write much in little time; the budget has tests of its own.
    await world.sandbox.control.setKnobs({ rateLimit: { burst: 10_000, intervalMs: 10_000, daily: 1_000_000 } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await sql`truncate agencies cascade`.execute(world.core.db);
    ctx = await world.member();
    const { control } = world.sandbox;
    await control.clearFaults();
    await control.setKnobs({ latencyMs: 0, listLagMs: 0 });
    await clinic.empty();
  });

  const clinic: Clinic = {
    get world() {
      return world;
    },
    get ctx() {
      return ctx;
    },
    async plan(source = clinicBlueprint) {
      const version = await saveBlueprint(ctx, source);
      const variables: Record<string, string> = source.includes('var.phone') ? { phone: '+1 555 0100' } : {};
      return createPlan(ctx, { locationId: location.id, blueprintVersionId: version.id, variables });
    },
    async start(source) {
      return startJob(ctx, { planId: (await clinic.plan(source)).id, confirm: location.name });
    },
    async run(job, ghl = {}, stop = never) {
      const core: Core = { ...world.core, ghl: { ...world.core.ghl, ...ghl } };
      await runJob(core, job.id, stop);
      return getJob(ctx, job.id);
    },
    apply: async (source) => clinic.run(await clinic.start(source)),
    async empty() {
      const { control } = world.sandbox;
      for (const kind of sandboxKinds)
        for (const { id } of await control.listResources({ kind, ownerId: location.id }))
          await control.remove({ kind, id });
    },
    list: (kind) => world.core.ghl.list(kind, account),
    names: async (kind) => (await clinic.list(kind)).map((live) => kinds[kind].title(live.attributes)).toSorted(),
    async find(kind, name) {
      const found = (await clinic.list(kind)).find((live) => live.attributes['name'] === name);
      if (!found) throw new Error(`${name} is not there`);
      return found;
    },
    async fault(method, path, { mode, count = 1 }) {
      await world.sandbox.control.addFault({ method, path: `/locations/${location.id}/${path}`, mode, count });
    },
  };
  return clinic;
}
