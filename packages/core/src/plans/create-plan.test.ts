import { fixtures } from '@groundwork/ghl-sandbox';
import type { AppError } from '@groundwork/shared';
import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import type { Context } from '../context.ts';
import { account, clinicBlueprint, location, openClinic } from '../testing/clinic.ts';
import { startJob } from '../jobs/start-job.ts';
import { computePlan } from './compute-plan.ts';
import { createPlan } from './create-plan.ts';
import { refreshState } from './refresh-state.ts';

const clinic = openClinic();
const field = (dataType: string) =>
  `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    insurer: { name: Insurer, model: contact, dataType: ${dataType} }\n`;
const fieldId = async () => (await clinic.list('customField'))[0]?.id ?? '';

async function planAs(ctx: Context, source = clinicBlueprint, variables: Record<string, string> = { phone: '1' }) {
  const version = await saveBlueprint(clinic.ctx, source);
  return createPlan(ctx, { locationId: location.id, blueprintVersionId: version.id, variables });
}
const lacking = (scopes: { read: string[]; write: string[] }): Context => ({
  ...clinic.ctx,
  ghl: { ...clinic.ctx.ghl, missingScopes: () => Promise.resolve(scopes) },
});

test('a plan never replaces what the client made again, though we had created it once', async () => {
  await clinic.apply(field('TEXT'));
  await clinic.world.core.ghl.remove('customField', account, await fieldId());
  await clinic.world.core.ghl.create('customField', account, { name: 'Insurer', model: 'contact', dataType: 'TEXT' });
  expect((await clinic.plan(field('TEXT'))).summary.adopt).toBe(1);
  await clinic.apply(field('TEXT'));
  expect((await clinic.plan(field('DATE'))).summary).toMatchObject({ replace: 0, manual: 1 });
});

test('a plan replaces what we created, once the account’s name was typed', async () => {
  await clinic.apply(field('TEXT'));
  const before = await fieldId();
  const replacing = await clinic.plan(field('DATE'));
  expect(replacing.summary.replace).toBe(1);
  await expect(startJob(clinic.ctx, { planId: replacing.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const job = await startJob(clinic.ctx, { planId: replacing.id, confirm: ` ${location.name} ` });
  expect((await clinic.run(job)).state).toBe('SUCCESS');
  const fields = await clinic.list('customField');
  expect(fields.map((live) => live.attributes['dataType'])).toEqual(['DATE']);
  expect(fields[0]?.id).not.toBe(before);
});

test('a plan takes a value for applied once the blueprint has agreed with the client’s edit', async () => {
  const value = (text: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    a: { name: A, value: ${text} }\n`;
  await clinic.apply(value('ours'));
  const live = await clinic.find('customValue', 'A');
  await clinic.world.core.ghl.update('customValue', account, live, { name: 'A', value: 'theirs' });
  expect((await clinic.plan(value('theirs'))).summary['no-op']).toBe(1);
  expect((await clinic.plan(value('newest'))).summary.update).toBe(1);
});

test('a plan of a version that leaves an attribute out does not forget what was applied of it', async () => {
  const stages = (text: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  pipeline:\n    a: { name: A, stages: [{ name: New${text} }] }\n`;
  await clinic.apply(stages(', winProbability: 20'));
  expect((await clinic.plan(stages(''))).summary['no-op']).toBe(1);
  const live = await clinic.find('pipeline', 'A');
  const edited = { name: 'A', stages: [{ name: 'New', winProbability: 70 }] };
  await clinic.world.core.ghl.update('pipeline', account, live, edited);
  const plan = await clinic.plan(stages(', winProbability: 20'));
  expect(plan.items).toMatchObject([{ action: 'no-op', kept: [{ before: 70, base: 20 }] }]);
});

test('a plan that was computed before a job wrote does not record over what the job did', async () => {
  const value = (text: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    a: { name: A, value: ${text} }\n`;
  await clinic.apply(value('ours'));
  const live = await clinic.find('customValue', 'A');
  await clinic.world.core.ghl.update('customValue', account, live, { name: 'A', value: 'theirs' });
  const target = {
    agencyId: clinic.ctx.actor.agencyId,
    companyId: account.companyId,
    locationId: location.id,
    blueprintId: (await clinic.plan(value('theirs'))).blueprint.id,
    blueprintVersionId: '',
    source: value('theirs'),
    variables: {},
    purpose: 'apply',
  } as const;
  const slow = await computePlan(clinic.ctx, target);
  await clinic.apply(value('newest'));
  const stale = slow.state.map((entry) => ({ ...entry, lastApplied: { name: 'A', value: 'ours' } }));
  await refreshState(clinic.ctx, target, { items: slow.items, state: stale });
  expect((await clinic.plan(value('latest'))).summary.update).toBe(1);
});

test('a plan is not made when one list cannot be read to its end', async () => {
  await clinic.fault('GET', 'customFields', { mode: 'status', count: 20 });
  await expect(planAs(clinic.ctx)).rejects.toThrow(/no plan/);
  expect(await clinic.world.core.db.selectFrom('plans').select('id').execute()).toEqual([]);
});

test('of a list whose second page fails there is no plan; read at the next try, nothing on it counts as missing', async () => {
  const { control } = clinic.world.sandbox;
  for (let index = 0; index < 105; index++)
    await control.edit({
      kind: 'product',
      ownerId: location.id,
      changes: { locationId: location.id, name: `Product ${index}`, productType: 'SERVICE', availableInStore: false },
    });
  const last = (await clinic.list('product')).at(-1)?.attributes['name'];
  const source = `groundwork: 1\nname: Clinic\nresources:\n  product:\n    last: { name: ${JSON.stringify(last)}, productType: SERVICE }\n`;
  const failing = { method: 'GET', path: '/products/', mode: 'status', after: 1 } as const;
  await control.addFault({ ...failing, count: 50 });
  await expect(clinic.plan(source)).rejects.toThrow(/no plan/);
  await control.clearFaults();
  await control.addFault({ ...failing, count: 1 });
  expect((await clinic.plan(source)).summary).toMatchObject({ create: 0, adopt: 1 });
});

test('a plan asks for a new consent when GHL has not granted what reading its kinds needs', async () => {
  const refused = planAs(lacking({ read: ['locations/tags.readonly'], write: [] }));
  await expect(refused).rejects.toMatchObject({ code: 'RECONNECT_NEEDED' });
  await expect(refused).rejects.toThrow('locations/tags.readonly');
});

test('a plan leaves to a person what GHL has not granted the right to write', async () => {
  const plan = await planAs(
    lacking({ read: [], write: ['some.write'] }),
    'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    a: { name: a }\n',
    {},
  );
  expect(plan.items.map((item) => item.action)).toEqual(['manual']);
  expect(plan.items[0]?.notes.join(' ')).toContain('some.write');
  await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toMatchObject({ code: 'PLAN_EMPTY' });
});

test('a plan reads the account’s users only for calendars that name some, and leaves strangers to a person', async () => {
  let asked = 0;
  const { ghl } = clinic.ctx;
  const ctx: Context = {
    ...clinic.ctx,
    ghl: {
      ...ghl,
      users: () => {
        asked += 1;
        return Promise.resolve([{ id: 'u1', email: 'here@example.com', name: 'Here' }]);
      },
    },
  };
  const calendar = (member: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  calendar:\n    a: { name: Visits${member} }\n`;
  expect((await planAs(ctx, calendar(''), {})).summary.create).toBe(1);
  expect(asked).toBe(0);
  expect((await planAs(ctx, calendar(', teamMembers: [Here@example.com]'), {})).summary.create).toBe(1);
  const strange = await planAs(ctx, calendar(', teamMembers: [nobody@example.com]'), {});
  expect(asked).toBe(2);
  expect(strange.items[0]).toMatchObject({ action: 'manual' });
  expect(strange.items[0]?.notes.join(' ')).toContain('nobody@example.com');
});

test('a plan needs every variable, and says which is missing', async () => {
  const refused = planAs(clinic.ctx, clinicBlueprint, {});
  await expect(refused).rejects.toMatchObject({ code: 'VARIABLE_INVALID' });
  await expect(refused).rejects.toSatisfy((error: AppError) =>
    error.issues.some((issue) => issue.path?.includes('phone')),
  );
});

test('the account of another agency cannot be planned for', async () => {
  const version = await saveBlueprint(clinic.ctx, field('TEXT'));
  await expect(
    createPlan(clinic.ctx, {
      locationId: fixtures.secondLocations.bakery.id,
      blueprintVersionId: version.id,
      variables: {},
    }),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
