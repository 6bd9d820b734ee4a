import { expect, test } from 'vitest';
import { account, clinicBlueprint, never, openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { abandonJob } from './abandon-job.ts';
import { cancelJob } from './cancel-job.ts';
import { getJob } from './get-job.ts';
import { listJobs } from './list-jobs.ts';
import { redriveJobs } from './redrive-jobs.ts';
import { resumeJob, retryJob } from './reopen-job.ts';

const clinic = openClinic();

test('a retry does only what failed or was not attempted', async () => {
  const job = await clinic.start();
  // GHL refuses the field; its dependant is not attempted.
  await clinic.world.sandbox.control.addFault({
    method: 'POST',
    path: `/locations/${account.locationId}/customFields`,
    mode: 'status',
    status: 403,
    body: '{"message":"forbidden for now"}',
    contentType: 'application/json',
    count: 1,
  });
  const failed = await clinic.run(job);
  expect(failed).toMatchObject({ state: 'FAILED', done: 3, failed: 1, notAttempted: 1, runs: 1 });

  const reopened = await retryJob(clinic.ctx, { id: job.id });
  expect(reopened).toMatchObject({
    state: 'PENDING',
    runs: 2,
    error: null,
    finishedAt: null,
    failed: 0,
    notAttempted: 0,
  });
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 5 });
  const attempts = new Map(ended.steps.map((step) => [step.address, step.attempts]));
  expect(attempts.get('tag.vip')).toBe(1);
  expect(attempts.get('customField.insurer')).toBe(2);
});

test('a retry after an answer that was lost finds what GHL has done, and creates nothing twice', async () => {
  const job = await clinic.start(tagsBlueprint(2));
  await clinic.fault('POST', 'tags', { mode: 'act-and-drop', count: 2 });
  const { ghl } = clinic.world.core;
  let lists = 0;
  // After the comparison the account cannot be read any more.
  const list: typeof ghl.list = (...args) =>
    ++lists > 1 ? Promise.reject(new Error('GHL is away')) : ghl.list(...args);
  const failed = await clinic.run(job, { list });
  expect(failed.steps.map((step) => step.error?.code)).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
  await retryJob(clinic.ctx, { id: job.id });
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 2 });
  expect(ended.steps.map((step) => step.attempts)).toEqual([1, 1]);
  expect(await clinic.names('tag')).toEqual(['tag 0', 'tag 1']);
});

test('a retry leaves alone what a client has made or edited meanwhile', async () => {
  const job = await clinic.start();
  await cancelJob(clinic.ctx, { id: job.id });
  await clinic.world.core.db.updateTable('jobs').set({ refreshed_at: new Date() }).where('id', '=', job.id).execute();
  await clinic.world.core.ghl.create('customValue', account, { name: 'Front desk phone', value: 'of the client' });
  await resumeJob(clinic.ctx, { id: job.id });
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'FAILED', done: 4, failed: 1 });
  expect((await clinic.find('customValue', 'Front desk phone')).attributes['value']).toBe('of the client');
  // Only a new plan can say what to do with it.
  await expect(retryJob(clinic.ctx, { id: job.id })).rejects.toThrow('new plan');
});

test('a step of unknown outcome does not take an edited object for its own work', async () => {
  await clinic.apply();
  const job = await clinic.start(clinicBlueprint.replace('Field ${', 'The field ${'));
  const { ghl } = clinic.world.core;
  const update: typeof ghl.update = async (...args) => {
    await ghl.update(...args);
    throw new Error('killed');
  };
  await expect(clinic.run(job, { update })).rejects.toThrow('killed');
  const hint = await clinic.find('customValue', 'Insurer hint');
  await ghl.update('customValue', account, hint, { name: 'Insurer hint', value: 'the client, meanwhile' });
  const ended = await clinic.run(job);
  expect(ended.steps.map((step) => step.error?.code)).toEqual(['CONFLICT']);
  expect((await clinic.find('customValue', 'Insurer hint')).attributes['value']).toBe('the client, meanwhile');
});

test('a job is reopened only from the state it is in, and never past a newer one', async () => {
  const stale = await clinic.start();
  await clinic.world.core.ghl.create('tag', account, { name: 'vip guest' });
  await clinic.run(stale);
  await expect(retryJob(clinic.ctx, { id: stale.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(retryJob(clinic.ctx, { id: stale.id })).rejects.toThrow('new plan');
  await expect(resumeJob(clinic.ctx, { id: stale.id })).rejects.toThrow('Retry');

  const first = await clinic.start();
  await expect(retryJob(clinic.ctx, { id: first.id })).rejects.toThrow('waiting');
  await cancelJob(clinic.ctx, { id: first.id });
  await expect(retryJob(clinic.ctx, { id: first.id })).rejects.toThrow('Resume');
  const second = await clinic.apply();
  expect(second.state).toBe('SUCCESS');
  await expect(retryJob(clinic.ctx, { id: second.id })).rejects.toThrow('nothing left');
  await expect(resumeJob(clinic.ctx, { id: first.id })).rejects.toThrow('newer job');

  await expect(resumeJob(await clinic.world.stranger(), { id: first.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(resumeJob(await clinic.world.member('viewer'), { id: first.id })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('two people who resume at once start one run', async () => {
  const job = await clinic.start();
  await cancelJob(clinic.ctx, { id: job.id });
  const results = await Promise.allSettled([1, 2].map(() => resumeJob(clinic.ctx, { id: job.id })));
  expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', runs: 2 });
});

test('every job that was given up is found, and started again by an admin', async () => {
  const job = await clinic.start();
  await abandonJob(clinic.world.core, { jobId: job.id, run: 1 }, never);
  const list = async () => (await listJobs(clinic.ctx, { givenUp: true, limit: 10 })).jobs.map(({ id }) => id);
  expect(await list()).toEqual([job.id]);
  await expect(redriveJobs(await clinic.world.member('operator'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await redriveJobs(await clinic.world.stranger())).toEqual({ redriven: 0 });
  expect(await redriveJobs(clinic.ctx)).toEqual({ redriven: 1 });
  expect(await redriveJobs(clinic.ctx)).toEqual({ redriven: 0 });
  expect(await list()).toEqual([]);
  // The message that gave up the first run comes late, and once more: it is not about this one.
  await abandonJob(clinic.world.core, { jobId: job.id, run: 1 }, never);
  expect((await getJob(clinic.ctx, job.id)).state).toBe('PENDING');
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', runs: 2 });
});
