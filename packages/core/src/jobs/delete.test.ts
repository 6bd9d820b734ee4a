import { expect, test } from 'vitest';
import { account, location, openClinic } from '../testing/clinic.ts';
import { startJob } from './start-job.ts';

const clinic = openClinic();
const blueprint = (...tags: string[]) =>
  `groundwork: 1\nname: Clinic\nresources:\n  tag:\n${tags.map((tag) => `    ${tag}: { name: ${tag} }\n`).join('')}`;
const states = async () =>
  (await clinic.world.core.db.selectFrom('resource_states').select('address').orderBy('address').execute()).map(
    (row) => row.address,
  );
const lastOf = async (source: string) => {
  await clinic.apply(blueprint('keep', 'drop'));
  return clinic.start(source);
};

test('what left the blueprint is deleted, once the account’s name was typed, and then forgotten', async () => {
  await clinic.apply(blueprint('keep', 'drop'));
  const plan = await clinic.plan(blueprint('keep'));
  expect(plan.items.map((item) => [item.address, item.action])).toEqual([
    ['tag.keep', 'no-op'],
    ['tag.drop', 'delete'],
  ]);
  await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const job = await startJob(clinic.ctx, { planId: plan.id, confirm: location.name });
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 1 });
  expect(await clinic.names('tag')).toEqual(['keep']);
  expect(await states()).toEqual(['tag.keep']);
  expect((await clinic.plan(blueprint('keep'))).summary).toMatchObject({ 'no-op': 1, delete: 0 });
});

test('what was there before Groundwork stays', async () => {
  await clinic.world.core.ghl.create('tag', account, { name: 'drop' });
  await clinic.apply(blueprint('keep', 'drop'));
  expect((await clinic.plan(blueprint('keep'))).summary).toMatchObject({ delete: 0 });
});

test.each(['act-and-drop', 'drop', 'status'] as const)(
  'a delete whose answer is lost is looked at before it is repeated (%s)',
  async (mode) => {
    const job = await lastOf(blueprint('keep'));
    await clinic.fault('DELETE', 'tags/*', { mode });
    const ended = await clinic.run(job);
    expect(ended).toMatchObject({ state: 'SUCCESS', done: 1 });
    expect(ended.steps[0]?.attempts).toBe(mode === 'act-and-drop' ? 1 : 2);
    expect(await clinic.names('tag')).toEqual(['keep']);
    expect(await states()).toEqual(['tag.keep']);
  },
);

test('what somebody deletes in the same moment is done', async () => {
  const job = await lastOf(blueprint('keep'));
  const { ghl } = clinic.world.core;
  const remove: typeof ghl.remove = async (...args) => {
    await ghl.remove(...args);
    return ghl.remove(...args);
  };
  expect(await clinic.run(job, { remove })).toMatchObject({ state: 'SUCCESS', done: 1 });
});

test('a delete that GHL accepted and did not do has failed, and the next plan knows of it', async () => {
  const job = await lastOf(blueprint('keep'));
  await clinic.fault('DELETE', 'tags/*', { mode: 'store-nothing' });
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'FAILED', error: { code: 'VERIFY_FAILED' } });
  expect(await clinic.names('tag')).toEqual(['drop', 'keep']);
  expect(await states()).toEqual(['tag.drop', 'tag.keep']);
  expect((await clinic.plan(blueprint('keep'))).summary.delete).toBe(1);
});

test('a worker that dies after a delete leaves one that goes on nothing to do but look', async () => {
  const job = await lastOf(blueprint('keep'));
  const { ghl } = clinic.world.core;
  const crash = new AbortController();
  const remove: typeof ghl.remove = async (...args) => {
    await ghl.remove(...args);
    crash.abort(new Error('killed'));
    throw new Error('killed');
  };
  await expect(clinic.run(job, { remove }, crash.signal)).rejects.toThrow('killed');
  const unused = () => Promise.reject(new Error('it was deleted already'));
  expect(await clinic.run(job, { remove: unused })).toMatchObject({ state: 'SUCCESS', done: 1 });
});

test('a delete that goes on after an interruption spares what another blueprint was applied to meanwhile', async () => {
  const job = await lastOf(blueprint('keep'));
  // As a worker leaves it that died right after the comparison.
  await clinic.world.core.db.updateTable('jobs').set({ refreshed_at: new Date() }).where('id', '=', job.id).execute();
  await clinic.apply(blueprint('drop').replace('Clinic', 'Other'));
  expect(await clinic.run(job)).toMatchObject({ state: 'FAILED', error: { code: 'PLAN_STALE' } });
  expect(await clinic.names('tag')).toEqual(['drop', 'keep']);
});
