import { type KindName, kindNames, type LiveResource } from '@groundwork/shared/kinds';
import type { JobView, PlanView } from '@groundwork/shared/views';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startJob } from '../jobs/start-job.ts';
import { contentOf, contentsOf, recordOf } from '../testing/account-contents.ts';
import { account, location, openClinic } from '../testing/clinic.ts';
import { planRollback } from './plan-rollback.ts';

const clinic = openClinic();

/** Each kind in two forms, as a blueprint writes them: what differs is changed in place, replaced, or a part more or fewer. */
const forms: Readonly<Record<KindName, readonly [string, string]>> = {
  tag: ['{ name: any }', '{ name: other }'],
  customField: [
    '{ name: any, model: contact, dataType: TEXT, placeholder: a }',
    '{ name: any, model: contact, dataType: DATE, placeholder: b }',
  ],
  customValue: ['{ name: any, value: a }', '{ name: any, value: b }'],
  calendarGroup: ['{ name: any, description: a }', '{ name: any, description: b }'],
  calendar: ['{ name: any, slotDuration: 30, notes: a }', '{ name: any, slotDuration: 45, notes: a }'],
  pipeline: [
    '{ name: any, stages: [{ name: New, winProbability: 10 }, { name: Won, winProbability: 100 }] }',
    '{ name: any, stages: [{ name: Called, winProbability: 20 }, { name: New, winProbability: 30 }] }',
  ],
  product: [
    '{ name: any, productType: SERVICE, description: a, prices: [{ name: Once, type: one_time, amount: 9, currency: USD }] }',
    '{ name: any, productType: SERVICE, description: b, prices: [{ name: Once, type: one_time, amount: 8, currency: USD }, { name: Twice, type: one_time, amount: 16, currency: USD }] }',
  ],
  triggerLink: ['{ name: any, redirectTo: "https://a.test" }', '{ name: any, redirectTo: "https://b.test" }'],
};
type Form = 0 | 1 | null;
type Forms = Record<KindName, Form>;

const blueprint = (of: Forms): string =>
  `groundwork: 1\nname: Clinic\nresources:\n${kindNames.flatMap((kind) => (of[kind] === null ? [] : [`  ${kind}:\n    r: ${forms[kind][of[kind]]}\n`])).join('')}`;

const form = fc.constantFrom<Form[]>(null, 0, 1);
const anyForms = fc
  .tuple(...kindNames.map(() => form))
  .map((list) => Object.fromEntries(kindNames.map((kind, index) => [kind, list[index] ?? null])) as Forms);
/** What a client can change of each kind without a trace in its name. */
const edits: Partial<Record<KindName, Record<string, string>>> = {
  customValue: { value: 'of the client' },
  calendarGroup: { description: 'of the client' },
  triggerLink: { redirectTo: 'https://client.test' },
};
const editable = Object.keys(edits) as KindName[];

const any = fc.record({
  /** There before Groundwork, as far as it can tell. Not a tag: the blueprint's could not be given its name. */
  first: anyForms.map((all) => ({ ...all, tag: null })),
  before: anyForms,
  job: anyForms,
  edited: fc.subarray(editable),
});

async function forget(): Promise<void> {
  await clinic.world.core.db.deleteFrom('resource_states').where('location_id', '=', location.id).execute();
}

const isNothing = ({ items }: PlanView) => items.every(({ action }) => action === 'no-op' || action === 'manual');
const isMade = (line: string) => !line.includes(' adopted ');

/** Null: there was nothing to apply. */
async function apply(plan: PlanView): Promise<JobView | null> {
  if (isNothing(plan)) return null;
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));
  if (job.state !== 'SUCCESS') throw new Error(`${job.state}: ${JSON.stringify(job.steps)}`);
  return job;
}
const applyAll = async (source: string) => apply(await clinic.plan(source));
const rollBack = async ({ id }: JobView) => apply(await planRollback(clinic.ctx, { jobId: id }));

test(
  'apply, edits of the client, rollback: the account is as it was before the job, with the edits',
  { timeout: 180_000 },
  async () => {
    let rolledBack = 0;
    const trial = fc.asyncProperty(any, async ({ first, before, job, edited }) => {
      await clinic.empty();
      await forget();
      await applyAll(blueprint(first));
      await forget();
      await applyAll(blueprint(before));
      const [contents, record] = [await contentsOf(clinic), await recordOf(clinic)];
      const was = new Map<string, LiveResource>();
      for (const kind of editable) for (const live of await clinic.list(kind)) was.set(live.id, live);

      const applied = await applyAll(blueprint(job));
      if (!applied) return;
      const expected = new Set(contents);
      for (const kind of edited)
        for (const live of await clinic.list(kind)) {
          const attributes = { ...live.attributes, ...edits[kind] };
          await clinic.world.core.ghl.update(kind, account, live, attributes);
          const old = was.get(live.id);
          // What the job has made goes, and the edit with it.
          if (old) expected.delete(contentOf(kind, old));
          if (old) expected.add(contentOf(kind, { id: old.id, attributes: { ...old.attributes, ...edits[kind] } }));
        }

      const rollback = await rollBack(applied);
      if (rollback) rolledBack += 1;
      expect(await contentsOf(clinic)).toEqual([...expected].toSorted());
      // What the job took over stays recorded. Where clients have edited all that it wrote, nothing is taken back.
      const recorded = await recordOf(clinic);
      expect(recorded.filter(isMade)).toEqual((rollback ? record : recorded).filter(isMade));
      expect(isNothing(await planRollback(clinic.ctx, { jobId: applied.id }))).toBe(true);
    });
    await fc.assert(trial, { numRuns: 8, endOnFailure: true });
    expect(rolledBack).toBeGreaterThan(0);
  },
);
