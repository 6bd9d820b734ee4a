import { ServiceError } from '@groundwork/integrations';
import type { JobView, PlanView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { checkAccount } from '../drift/check-account.ts';
import { getDrift } from '../drift/get-drift.ts';
import { cancelJob } from '../jobs/cancel-job.ts';
import { resumeJob } from '../jobs/reopen-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { contentsOf, recordOf } from '../testing/account-contents.ts';
import { account, clinicBlueprint, location, never, openClinic } from '../testing/clinic.ts';
import { everyKind, everyKindChanged, held } from '../testing/every-kind.ts';
import { planRollback } from './plan-rollback.ts';

const clinic = openClinic();

const values = (...texts: (string | null)[]) =>
  `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n${texts.flatMap((text, index) => (text === null ? [] : [`    v${index}: { name: Value ${index}, value: ${text} }\n`])).join('')}`;

const startRollback = async ({ id }: { id: string }): Promise<JobView> =>
  startJob(clinic.ctx, { planId: (await planRollback(clinic.ctx, { jobId: id })).id, confirm: location.name });
const rollBack = async (job: { id: string }): Promise<JobView> => clinic.run(await startRollback(job));

const writing = ({ items }: PlanView) => items.filter(({ action }) => action !== 'no-op');
const lines = ({ items }: PlanView) => items.map(({ address, action }) => `${action} ${address}`);

async function edit(name: string, text: string): Promise<void> {
  const live = await clinic.find('customValue', name);
  await clinic.world.core.ghl.update('customValue', account, live, { name, value: text });
}
const valueOf = async (name: string) => (await clinic.find('customValue', name)).attributes['value'];

test('a rollback of a first apply takes away all that it made, of every kind, and forgets it', async () => {
  const job = await clinic.apply(everyKind);
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  expect(plan).toMatchObject({ purpose: 'rollback', rollsBack: job.id, summary: { delete: 8 }, jobId: null });
  await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const rollback = await clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));
  expect(rollback).toMatchObject({ state: 'SUCCESS', purpose: 'rollback', total: 8, done: 8 });
  expect(await held(clinic)).toEqual([]);
  expect(await recordOf(clinic)).toEqual([]);
});

test('apply, another apply, rollback: every kind is as it was before, and so is the record', async () => {
  await clinic.apply(everyKind);
  const [contents, record] = [await contentsOf(clinic), await recordOf(clinic)];
  const job = await clinic.apply(everyKindChanged);
  expect(job.state).toBe('SUCCESS');
  expect(await contentsOf(clinic)).not.toEqual(contents);

  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS' });
  expect(await contentsOf(clinic)).toEqual(contents);
  expect(await recordOf(clinic)).toEqual(record);
  expect(writing(await clinic.plan(everyKind))).toEqual([]);
  const again = await planRollback(clinic.ctx, { jobId: job.id });
  expect(writing(again)).toEqual([]);
  await expect(startJob(clinic.ctx, { planId: again.id })).rejects.toMatchObject({ code: 'PLAN_EMPTY' });
});

test('a rollback can itself be rolled back', async () => {
  await clinic.apply(everyKind);
  const job = await clinic.apply(everyKindChanged);
  const [contents, record] = [await contentsOf(clinic), await recordOf(clinic)];
  const rollback = await rollBack(job);
  expect(await rollBack(rollback)).toMatchObject({ state: 'SUCCESS' });
  expect(await contentsOf(clinic)).toEqual(contents);
  expect(await recordOf(clinic)).toEqual(record);
  expect(writing(await clinic.plan(everyKindChanged))).toEqual([]);
});

test('what a client has changed since the job is kept', async () => {
  await clinic.apply(values('a', 'b', 'c'));
  const record = await recordOf(clinic);
  const job = await clinic.apply(values('A', 'B', 'C', 'D'));
  await edit('Value 1', 'of the client');
  await edit('Value 2', 'c');
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  expect(plan.items.find(({ address }) => address === 'customValue.v1')).toMatchObject({
    action: 'no-op',
    kept: [{ before: 'of the client', after: 'b', base: 'B' }],
  });
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS', total: 2 });
  expect(await valueOf('Value 0')).toBe('a');
  expect(await valueOf('Value 1')).toBe('of the client');
  expect(await clinic.names('customValue')).toEqual(['Value 0', 'Value 1', 'Value 2']);
  expect(await recordOf(clinic)).toEqual(record);
  expect(writing(await clinic.plan(values('a', 'b', 'c')))).toEqual([]);
});

test('what a client has changed since the job goes back too where a person chose so', async () => {
  await clinic.apply(values('a', 'b'));
  const job = await clinic.apply(values('A', 'B'));
  await edit('Value 0', 'theirs');
  await edit('Value 1', 'theirs too');
  const overwrite = [{ address: 'customValue.v0', path: 'value' }];
  const plan = await planRollback(clinic.ctx, { jobId: job.id, overwrite });
  expect(plan).toMatchObject({ overwrite, summary: { update: 1, 'no-op': 1 } });
  expect(await clinic.run(await startJob(clinic.ctx, { planId: plan.id }))).toMatchObject({ state: 'SUCCESS' });
  expect([await valueOf('Value 0'), await valueOf('Value 1')]).toEqual(['a', 'theirs too']);
});

test('what the job took over gets its values back, and stays recorded as taken over', async () => {
  const theirs = { kind: 'customValue', ownerId: location.id };
  await clinic.world.sandbox.control.edit({
    ...theirs,
    changes: { name: 'Value 0', value: 'theirs', locationId: location.id },
  });
  const job = await clinic.apply(values('ours', 'made'));
  expect(lines(await planRollback(clinic.ctx, { jobId: job.id }))).toEqual([
    'update customValue.v0',
    'delete customValue.v1',
  ]);
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS' });
  expect(await valueOf('Value 0')).toBe('theirs');
  expect(await recordOf(clinic)).toEqual([expect.stringMatching(/^customValue.v0 adopted .*theirs/)]);
  expect(writing(await clinic.plan('groundwork: 1\nname: Clinic\n'))).toEqual([]);
});

test('what a later job wrote too goes back as well, and its line says so', async () => {
  await clinic.apply(values('a', 'b'));
  const job = await clinic.apply(values('A', 'B'));
  await clinic.apply(values('AA', 'B'));
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  const notes = new Map(plan.items.map((item) => [item.address, item.notes.join(' ')]));
  expect(notes.get('customValue.v0')).toMatch(/A later job wrote it too \(Clinic v3, /);
  expect(notes.get('customValue.v1')).not.toMatch(/later job/);
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS', total: 2 });
  expect([await valueOf('Value 0'), await valueOf('Value 1')]).toEqual(['a', 'b']);
});

test('a product that a later job made anew gets its prices back too', async () => {
  const product = (type: string, amount: number) =>
    `groundwork: 1\nname: Clinic\nresources:\n  product:\n    p: { name: P, productType: ${type}, prices: [{ name: Once, type: one_time, amount: ${amount}, currency: USD }] }\n`;
  await clinic.apply(product('SERVICE', 9));
  const contents = await contentsOf(clinic);
  const job = await clinic.apply(product('SERVICE', 8));
  const made = await clinic.find('product', 'P');
  await clinic.world.core.ghl.remove('product', account, made.id);
  await clinic.apply(product('SERVICE', 8));
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS', total: 1 });
  expect(await contentsOf(clinic)).toEqual(contents);
});

test('what a client deleted since the job is not expected any more once the job is taken back', async () => {
  const job = await clinic.apply(values('a', 'b'));
  await clinic.world.core.ghl.remove('customValue', account, (await clinic.find('customValue', 'Value 0')).id);
  await clinic.apply(values(null, 'b', 'c'));
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  expect(lines(plan)).toEqual(['delete customValue.v0', 'delete customValue.v1']);
  expect(plan.items[0]?.notes).toEqual([expect.stringContaining('deleted in the account since')]);
  expect(await recordOf(clinic)).toHaveLength(3);
  const rollback = await rollBack(job);
  expect(rollback).toMatchObject({ state: 'SUCCESS', total: 2 });
  expect(await recordOf(clinic)).toEqual([expect.stringMatching(/^customValue.v2 /)]);
  // To take that back makes again what it deleted, and nothing else.
  expect(lines(await planRollback(clinic.ctx, { jobId: rollback.id }))).toEqual(['create customValue.v1']);
});

test('a rollback of a job of which clients have deleted everything destroys nothing, and ends its drift', async () => {
  const job = await clinic.apply(values('a'));
  await clinic.world.core.ghl.remove('customValue', account, (await clinic.find('customValue', 'Value 0')).id);
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  const rollback = await clinic.run(await startJob(clinic.ctx, { planId: plan.id }));
  expect(rollback).toMatchObject({ state: 'SUCCESS', total: 1 });
  const check = { agencyId: clinic.ctx.actor.agencyId, locationId: location.id };
  await checkAccount(clinic.world.core, check, never);
  expect((await getDrift(clinic.ctx)).causes).toEqual([]);
});

test('what the job took over and a client deleted since is not expected any more either', async () => {
  const theirs = { name: 'Value 0', value: 'theirs', locationId: location.id };
  await clinic.world.sandbox.control.edit({ kind: 'customValue', ownerId: location.id, changes: theirs });
  const job = await clinic.apply(values('ours', 'made'));
  await clinic.world.core.ghl.remove('customValue', account, (await clinic.find('customValue', 'Value 0')).id);
  expect(lines(await planRollback(clinic.ctx, { jobId: job.id }))).toEqual([
    'no-op customValue.v0',
    'delete customValue.v1',
  ]);
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS' });
  expect(await recordOf(clinic)).toEqual([]);
});

test('what a list does not show yet is deleted all the same', async () => {
  const job = await clinic.apply(values('a'));
  const { ghl } = clinic.world.core;
  const lagging = { ...clinic.ctx, ghl: { ...ghl, list: async () => [] } };
  const { id } = await planRollback(lagging, { jobId: job.id });
  const rollback = await startJob(clinic.ctx, { planId: id });
  let reads = 0;
  const list: typeof ghl.list = (...args) => (++reads === 1 ? Promise.resolve([]) : ghl.list(...args));
  expect(await clinic.run(rollback, { list })).toMatchObject({ state: 'SUCCESS' });
  expect(await clinic.names('customValue')).toEqual([]);
});

test('what another blueprint was applied to as well is not deleted', async () => {
  const job = await clinic.apply(values('a'));
  await clinic.apply(values('a').replace('Clinic', 'Other'));
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  expect(writing(plan)).toEqual([]);
  expect(plan.items[0]?.notes.join(' ')).toContain('"Other"');
});

test('of a job that ended half way only what was applied is rolled back', async () => {
  const { control } = clinic.world.sandbox;
  const job = await clinic.start(clinicBlueprint);
  await control.addFault({ method: 'POST', path: '/locations/*/customFields', mode: 'status', status: 400, count: 1 });
  const failed = await clinic.run(job);
  expect(failed).toMatchObject({ state: 'FAILED', done: 3, failed: 1, notAttempted: 1 });
  expect(lines(await planRollback(clinic.ctx, { jobId: job.id })).toSorted()).toEqual([
    'delete customValue.phone',
    'delete tag.recall',
    'delete tag.vip',
  ]);
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS', total: 3 });
  expect(await held(clinic)).toEqual([]);
});

test('a replacement is replaced back, and what refers to it follows', async () => {
  const field = (dataType: string, text: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    f: { name: F, model: contact, dataType: ${dataType} }\n  customValue:\n    hint: { name: Hint, value: "${text} \${customField.f.id}" }\n`;
  await clinic.apply(field('TEXT', 'see'));
  const first = await clinic.find('customField', 'F');
  const job = await clinic.apply(field('DATE', 'look at'));
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS', total: 2 });
  const now = await clinic.find('customField', 'F');
  expect(now.attributes['dataType']).toBe('TEXT');
  expect(now.id).not.toBe(first.id);
  expect(await valueOf('Hint')).toBe(`see ${now.id}`);
  expect(writing(await clinic.plan(field('TEXT', 'see')))).toEqual([]);
});

test('what moved to another address moves back', async () => {
  const at = (address: string) => `groundwork: 1\nname: Clinic\nresources:\n  tag:\n    ${address}: { name: moving }\n`;
  await clinic.apply(at('old'));
  const record = await recordOf(clinic);
  const job = await clinic.apply(at('new'));
  expect(await recordOf(clinic)).not.toEqual(record);
  expect(await rollBack(job)).toMatchObject({ state: 'SUCCESS', total: 1 });
  expect(await recordOf(clinic)).toEqual(record);
});

test('to plan a rollback changes nothing that is recorded', async () => {
  await clinic.apply(values('a'));
  const job = await clinic.apply(values('A'));
  await edit('Value 0', 'a');
  const record = await recordOf(clinic);
  expect(writing(await planRollback(clinic.ctx, { jobId: job.id }))).toEqual([]);
  expect(await recordOf(clinic)).toEqual(record);
});

test('a rollback is refused when the account has moved on since it was planned', async () => {
  await clinic.apply(values('a'));
  const job = await clinic.apply(values('A'));
  const rollback = await startRollback(job);
  await edit('Value 0', 'of the client');
  expect(await clinic.run(rollback)).toMatchObject({ state: 'FAILED', error: { code: 'PLAN_STALE' } });
  expect(await valueOf('Value 0')).toBe('of the client');
});

test('a rollback that is cancelled half way goes on where it stopped', async () => {
  const job = await clinic.apply(everyKind);
  const rollback = await startRollback(job);
  let removed = 0;
  const { ghl } = clinic.world.core;
  const cancelled = await clinic.run(rollback, {
    async remove(...args) {
      if (++removed === 2) await cancelJob(clinic.ctx, { id: rollback.id });
      return ghl.remove(...args);
    },
  });
  expect(cancelled.state).toBe('CANCELLED');
  await resumeJob(clinic.ctx, { id: rollback.id });
  expect(await clinic.run(rollback)).toMatchObject({ state: 'SUCCESS', done: 8 });
  expect(await held(clinic)).toEqual([]);
});

test('a job that has not ended, or has changed nothing, cannot be rolled back, and the refusal says why', async () => {
  const job = await clinic.start(values('a'));
  await expect(planRollback(clinic.ctx, { jobId: job.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('not ended') as string,
  });
  await cancelJob(clinic.ctx, { id: job.id });
  await expect(planRollback(clinic.ctx, { jobId: job.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('changed nothing') as string,
  });
  const old = await clinic.apply(values('a'));
  await clinic.world.core.db.updateTable('job_steps').set({ before: null }).where('job_id', '=', old.id).execute();
  await expect(planRollback(clinic.ctx, { jobId: old.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('before Groundwork kept') as string,
  });
});

test('what was begun and never answered is looked at: made again if it is gone, left to a person if it may be there', async () => {
  const field = (dataType: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    f: { name: F, model: contact, dataType: ${dataType} }\n`;
  await clinic.apply(field('TEXT'));
  const contents = await contentsOf(clinic);
  const { ghl } = clinic.world.core;
  const cutOff = new ServiceError({
    service: 'ghl',
    operation: 'create',
    code: 'GHL_REJECTED',
    message: 'Refused.',
    retryable: false,
    outcome: 'not-applied',
  });
  const job = await clinic.start(`${field('DATE')}  customValue:\n    v0: { name: Value 0, value: a }\n`);
  const failed = await clinic.run(job, {
    async create(kind, ...args) {
      if (kind === 'customValue') await ghl.create(kind, ...args);
      throw cutOff;
    },
  });
  expect(failed).toMatchObject({ state: 'FAILED', done: 0, failed: 2 });
  expect(await clinic.names('customField')).toEqual([]);
  const plan = await planRollback(clinic.ctx, { jobId: job.id });
  expect(lines(plan).toSorted()).toEqual(['create customField.f', 'manual customValue.v0']);
  expect(plan.items.find(({ action }) => action === 'manual')?.notes.join(' ')).toMatch(/may be its work/);
  expect(await clinic.run(await startJob(clinic.ctx, { planId: plan.id }))).toMatchObject({ state: 'SUCCESS' });
  expect((await contentsOf(clinic)).filter((line) => line.startsWith('customField'))).toEqual(contents);
});
