import type { PlanView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { startJob } from '../jobs/start-job.ts';
import { account, location, openClinic } from '../testing/clinic.ts';
import { everyKind, held } from '../testing/every-kind.ts';
import { setValues } from '../variables/set-values.ts';
import { createPlan } from './create-plan.ts';

/** What a person chooses for one plan, from the plan to the account. */
const clinic = openClinic();

const values = (a: string, b: string) =>
  `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    a: { name: A, value: ${a} }\n    b: { name: B, value: ${b} }\n`;

async function planWith(
  source: string,
  choices: Omit<Parameters<typeof createPlan>[1], 'locationId' | 'blueprintVersionId' | 'variables'>,
): Promise<PlanView> {
  const { id: blueprintVersionId } = await saveBlueprint(clinic.ctx, source);
  return createPlan(clinic.ctx, { locationId: location.id, blueprintVersionId, variables: {}, ...choices });
}
const apply = async (plan: PlanView) =>
  clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));

async function edit(name: string, text: string): Promise<void> {
  const live = await clinic.find('customValue', name);
  await clinic.world.core.ghl.update('customValue', account, live, { name, value: text });
}
const valueOf = async (name: string) => (await clinic.find('customValue', name)).attributes['value'];

test('a client’s edit that a person chose to overwrite is written over, and the others stay', async () => {
  await clinic.apply(values('a', 'b'));
  await edit('A', 'theirs');
  await edit('B', 'theirs too');
  const overwrite = [{ address: 'customValue.a', path: 'value' }];
  const plan = await planWith(values('a', 'b'), { overwrite });
  expect(plan).toMatchObject({ overwrite, summary: { update: 1, 'no-op': 1 } });
  expect(await apply(plan)).toMatchObject({ state: 'SUCCESS', total: 1 });
  expect([await valueOf('A'), await valueOf('B')]).toEqual(['a', 'theirs too']);
  expect((await clinic.plan(values('a', 'b'))).summary).toMatchObject({ 'no-op': 2 });
});

test('an edit made after somebody chose to overwrite another is not written over', async () => {
  await clinic.apply(values('a', 'b'));
  await edit('A', 'theirs');
  const plan = await planWith(values('a', 'b'), { overwrite: [{ address: 'customValue.a', path: null }] });
  await edit('A', 'newer');
  expect(await apply(plan)).toMatchObject({ state: 'FAILED', error: { code: 'PLAN_STALE' } });
  expect(await valueOf('A')).toBe('newer');
});

test('a plan about one address applies it with what it needs, and nothing else', async () => {
  const plan = await planWith(everyKind, { only: ['triggerLink.book'] });
  expect(plan.only).toEqual(['triggerLink.book']);
  expect(plan.items.map(({ address }) => address)).toEqual([
    'calendarGroup.visits',
    'calendar.check_up',
    'triggerLink.book',
  ]);
  expect(await apply(plan)).toMatchObject({ state: 'SUCCESS', total: 3 });
  expect(await held(clinic)).toEqual(['calendar: Check-up of 45 minutes', 'calendarGroup: Visits', 'link: Book']);
  expect((await clinic.plan(everyKind)).summary).toMatchObject({ create: 5, 'no-op': 3 });
});

test('a change elsewhere does not make a plan about one address stale', async () => {
  await clinic.apply(values('a', 'b'));
  const plan = await planWith(values('A', 'B'), { only: ['customValue.a'] });
  await edit('B', 'theirs');
  expect(await apply(plan)).toMatchObject({ state: 'SUCCESS', total: 1 });
  expect([await valueOf('A'), await valueOf('B')]).toEqual(['A', 'theirs']);
});

test('a plan says where its values came from and what it costs, and tells nobody a secret of any level', async () => {
  const source = `groundwork: 1\nname: Clinic\nvariables:\n  key: { type: string, secret: true }\n  phone: { type: string }\nresources:\n  customValue:\n    a: { name: A, value: "\${var.key}" }\n    b: { name: B, value: "\${var.phone}" }\n`;
  await setValues(clinic.ctx, {
    level: 'location',
    ownerId: location.id,
    values: [{ name: 'key', value: 'hush-hush', secret: true }],
  });
  const { id: blueprintVersionId } = await saveBlueprint(clinic.ctx, source);
  const plan = await createPlan(clinic.ctx, {
    locationId: location.id,
    blueprintVersionId,
    variables: { phone: '+1 555' },
  });
  expect(plan).toMatchObject({
    inputs: { phone: '+1 555' },
    variables: { phone: '+1 555', key: '(secret)' },
    levels: { phone: 'plan', key: 'location' },
    estimate: { calls: { read: 1, write: 2, verify: 1 } },
  });
  expect(JSON.stringify(plan)).not.toContain('hush-hush');
  expect(await apply(plan)).toMatchObject({ state: 'SUCCESS' });
  expect(await valueOf('A')).toBe('hush-hush');
});
