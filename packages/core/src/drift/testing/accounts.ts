import { fixtures } from '@groundwork/ghl-sandbox';
import type { JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import type { DriftCauseView, JobView, VariableValues } from '@groundwork/shared/views';
import { beforeEach } from 'vitest';
import { saveBlueprint } from '../../blueprints/save-blueprint.ts';
import type { Core } from '../../context.ts';
import { getJob } from '../../jobs/get-job.ts';
import { runJob } from '../../jobs/run-job.ts';
import { startJob } from '../../jobs/start-job.ts';
import { createPlan } from '../../plans/create-plan.ts';
import { type Clinic, never, openClinic, sandboxKinds } from '../../testing/clinic.ts';
import { checkAccount, type DriftMessage } from '../check-account.ts';
import { getDrift } from '../get-drift.ts';

const { accounting, medSpa, restaurant } = fixtures.locations;
/** Accounts that hold nothing of their own. */
export const threeAccounts = [accounting, medSpa, restaurant] as const;

export const ourBlueprint = `# For every client.
groundwork: 1
name: Fleet
variables:
  phone: { type: string }
  key: { type: string, secret: true }
resources:
  tag:
    vip: { name: vip } # the best
  customValue:
    greeting: { name: Greeting, value: Hello }
    phone: { name: Phone, value: "\${var.phone}" }
    key: { name: Key, value: "\${var.key}" }
  product:
    checkup: { name: Check-up, productType: SERVICE, prices: [{ name: Standard, type: one_time, amount: 80, currency: usd }] }
`;

const ourValues = { phone: '+1 555 0100', key: 'hush' };

export interface Accounts extends Clinic {
  /** Applies the blueprint to the first so many accounts. */
  applyTo(count: number, source?: string): Promise<JobView[]>;
  applyOne(locationId: string, source?: string, variables?: VariableValues): Promise<JobView>;
  startOne(locationId: string, source?: string, variables?: VariableValues): Promise<JobView>;
  check(locationId: string, message?: Partial<DriftMessage>, core?: Partial<Core>): Promise<void>;
  checkAll(): Promise<void>;
  causes(): Promise<DriftCauseView[]>;
  /** A client changes something behind our back. */
  edit(locationId: string, what: [kind: KindName, name: string], changes: JsonObject): Promise<void>;
  remove(locationId: string, what: [kind: KindName, name: string]): Promise<void>;
}

export function openAccounts(): Accounts {
  const clinic = openClinic();
  beforeEach(async () => {
    const { control } = clinic.world.sandbox;
    for (const { id: ownerId } of threeAccounts)
      for (const kind of sandboxKinds)
        for (const { id } of await control.listResources({ kind, ownerId })) await control.remove({ kind, id });
  });

  const find = async (locationId: string, [kind, name]: [KindName, string]) => {
    const list = await clinic.world.core.ghl.list(kind, { companyId: fixtures.agency.id, locationId });
    const found = list.find((live) => live.attributes['name'] === name);
    if (!found) throw new Error(`${name} is not there`);
    return found.id;
  };
  const more: Omit<Accounts, keyof Clinic> = {
    async startOne(locationId, source = ourBlueprint, variables = source.includes('var.phone') ? ourValues : {}) {
      const version = await saveBlueprint(clinic.ctx, source);
      const plan = await createPlan(clinic.ctx, { locationId, blueprintVersionId: version.id, variables });
      const confirm = threeAccounts.find(({ id }) => id === locationId)?.name;
      return startJob(clinic.ctx, { planId: plan.id, confirm });
    },
    async applyOne(locationId, source, variables) {
      const { id } = await more.startOne(locationId, source, variables);
      await runJob(clinic.world.core, id, never);
      return getJob(clinic.ctx, id);
    },
    applyTo: (count, source) => Promise.all(threeAccounts.slice(0, count).map(({ id }) => more.applyOne(id, source))),
    check: (locationId, message = {}, core = {}) =>
      checkAccount(
        { ...clinic.world.core, ...core },
        { agencyId: clinic.ctx.actor.agencyId, locationId, ...message },
        never,
      ),
    checkAll: async () => void (await Promise.all(threeAccounts.map(({ id }) => more.check(id)))),
    causes: async () => (await getDrift(clinic.ctx)).causes,
    async edit(locationId, what, changes) {
      const id = await find(locationId, what);
      await clinic.world.sandbox.control.edit({ kind: what[0], id, changes });
    },
    async remove(locationId, what) {
      await clinic.world.sandbox.control.remove({ kind: what[0], id: await find(locationId, what) });
    },
  };
  return Object.defineProperties(more, Object.getOwnPropertyDescriptors(clinic)) as Accounts;
}
