import { ServiceError } from '@groundwork/integrations';
import { AppError } from '@groundwork/shared';
import { expect, test } from 'vitest';
import { account, clinicBlueprint, never, openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { abandonJob } from './abandon-job.ts';
import { getJob } from './get-job.ts';
import { acquireLease } from './location-lease.ts';

const clinic = openClinic();
const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const rowsOf = (jobId: string) =>
  clinic.world.core.db.selectFrom('job_steps').where('job_id', '=', jobId).select(['state', 'intent']).execute();
const moveFence = () =>
  clinic.world.core.db
    .updateTable('location_leases')
    .set((row) => ({ fence: row('fence', '+', 1) }))
    .execute();

test('a job is continued by another worker where a dead one stopped, without a duplicate', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  const crash = new AbortController();
  // The worker dies after GHL has created the first objects and before it could write that down.
  const create: typeof ghl.create = async (...args) => {
    await ghl.create(...args);
    crash.abort(new Error('killed'));
    return later(50).then(() => Promise.reject(new Error('killed')));
  };
  await expect(clinic.run(job, { create }, crash.signal)).rejects.toThrow('killed');
  expect((await rowsOf(job.id)).filter((row) => row.state === 'RUNNING')).not.toHaveLength(0);
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 5 });
  expect(await clinic.names('tag')).toEqual(['recall soon', 'vip guest']);
  expect(await clinic.names('customField')).toEqual(['Insurer']);
});

test('no write goes out before its intent is committed, and none is forgotten when the worker dies between two commits', async () => {
  const job = await clinic.start(tagsBlueprint(60));
  const { ghl } = clinic.world.core;
  const unannounced: unknown[] = [];
  let writes = 0;
  const create: typeof ghl.create = async (kind, at, attributes) => {
    const announced = (await rowsOf(job.id)).flatMap(({ intent }) => (intent ? [intent['attributes']] : []));
    if (!announced.some((known) => JSON.stringify(known) === JSON.stringify(attributes))) unannounced.push(attributes);
    const live = await ghl.create(kind, at, attributes);
    // Results of the first are committed; of those after it GHL alone knows.
    if (++writes === 20) await moveFence();
    return live;
  };
  await expect(clinic.run(job, { create })).rejects.toThrow('another worker has taken over');
  expect(unannounced).toEqual([]);
  const held = await clinic.names('tag');
  const begun = (await rowsOf(job.id)).filter((row) => row.intent !== null).length;
  expect(begun).toBeGreaterThanOrEqual(held.length);
  await clinic.world.core.db
    .updateTable('location_leases')
    .set({ expires_at: new Date(0) })
    .execute();
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 60 });
  expect(await clinic.names('tag')).toHaveLength(60);
});

test('a worker whose lease was forgotten by a database that died commits nothing once another has the job', async () => {
  const job = await clinic.start(tagsBlueprint(1));
  const { core } = clinic.world;
  const taken: Awaited<ReturnType<typeof acquireLease>>[] = [];
  const create: typeof core.ghl.create = async (...args) => {
    await core.db.deleteFrom('location_leases').execute();
    taken.push(await acquireLease(core, job.id, never));
    return core.ghl.create(...args);
  };
  await expect(clinic.run(job, { create })).rejects.toThrow('another worker has taken over');
  expect(taken).toMatchObject([{ key: { jobId: job.id } }]);
  expect(await rowsOf(job.id)).toMatchObject([{ state: 'RUNNING' }]);
  for (const lease of taken) await lease?.release();
});

test('writes in flight end when the worker is told to stop, and the rest goes on later', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  const stop = new AbortController();
  const create: typeof ghl.create = async (...args) => {
    stop.abort(new Error('told to stop'));
    await later(100);
    return ghl.create(...args);
  };
  await expect(clinic.run(job, { create }, stop.signal)).rejects.toThrow('told to stop');
  const steps = (await getJob(clinic.ctx, job.id)).steps.map((step) => step.state);
  expect(new Set(steps)).toEqual(new Set(['APPLIED', 'PENDING']));
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 5 });
  expect(ended.steps.map((step) => step.attempts)).toEqual(Array(5).fill(1));
});

test('the rows of a worker that slept through its lease are refused', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  const create: typeof ghl.create = async (...args) => {
    const live = await ghl.create(...args);
    await moveFence();
    return live;
  };
  await expect(clinic.run(job, { create })).rejects.toThrow('another worker has taken over');
  expect((await rowsOf(job.id)).some((row) => row.state === 'APPLIED' || row.state === 'VERIFIED')).toBe(false);
});

test('two workers that take the same job write everything once', async () => {
  const job = await clinic.start(tagsBlueprint(12));
  await Promise.all([clinic.run(job), clinic.run(job)]);
  const ended = await getJob(clinic.ctx, job.id);
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 12 });
  expect(ended.steps.map((step) => step.attempts)).toEqual(Array(12).fill(1));
  expect(await clinic.names('tag')).toHaveLength(12);
});

test('what was edited while the job was interrupted is not written over', async () => {
  await clinic.apply();
  const job = await clinic.start(
    clinicBlueprint.replace('Field ${', 'The field ${').replace('recall soon', 'recall later'),
  );
  // As a worker leaves it that died right after the comparison.
  await clinic.world.core.db.updateTable('jobs').set({ refreshed_at: new Date() }).where('id', '=', job.id).execute();
  const hint = await clinic.find('customValue', 'Insurer hint');
  const edited = { name: 'Insurer hint', value: 'the client, meanwhile' };
  await clinic.world.core.ghl.update('customValue', account, hint, edited);
  const { steps } = await clinic.run(job);
  expect(steps.find((step) => step.address === 'customValue.hint')).toMatchObject({
    state: 'FAILED',
    error: { code: 'PLAN_STALE' },
  });
  expect((await clinic.find('customValue', 'Insurer hint')).attributes['value']).toBe('the client, meanwhile');
});

test('what somebody else created between the comparison and the write is left alone', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  const create: typeof ghl.create = async (...args) => {
    const [kind, , attributes] = args;
    if (attributes['name'] === 'Front desk phone')
      await ghl.create(kind, account, { name: 'Front desk phone', value: 'of the client' });
    return ghl.create(...args);
  };
  const { steps } = await clinic.run(job, { create });
  expect(steps.find((step) => step.address === 'customValue.phone')).toMatchObject({
    state: 'FAILED',
    error: { code: 'CONFLICT' },
  });
  expect((await clinic.find('customValue', 'Front desk phone')).attributes['value']).toBe('of the client');
});

test('what a client cleared while a write was in doubt is not taken for a write half done', async () => {
  const field = (placeholder: string, name = 'Insurer') =>
    `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    insurer: { name: ${name}, dataType: TEXT, placeholder: ${placeholder} }\n`;
  await clinic.apply(field('ours'));
  const job = await clinic.start(field('newer', 'Payer'));
  const { ghl } = clinic.world.core;
  const update: typeof ghl.update = async (kind, at, live, attributes) => {
    await ghl.update(kind, at, live, { ...attributes, name: 'Insurer', placeholder: '' });
    throw new ServiceError({
      service: 'ghl',
      operation: 'customField.update',
      code: 'GHL_UNAVAILABLE',
      message: 'No answer.',
      retryable: true,
      outcome: 'unknown',
    });
  };
  const { steps } = await clinic.run(job, { update });
  expect(steps).toMatchObject([{ state: 'FAILED', attempts: 1, error: { code: 'CONFLICT' } }]);
});

test('a job says so when what was written could not be read back', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  let lists = 0;
  const list: typeof ghl.list = (...args) =>
    ++lists > 3 ? Promise.reject(new AppError('RECONNECT_NEEDED', 'Connect again.')) : ghl.list(...args);
  const ended = await clinic.run(job, { list });
  expect(ended).toMatchObject({ state: 'FAILED', error: { code: 'RECONNECT_NEEDED' } });
  expect(new Set(ended.steps.map((step) => step.error?.message.includes('could not be read back')))).toEqual(
    new Set([true]),
  );
});

test('a job is ended when its every run broke off, also when its blueprint can no longer be read', async () => {
  const job = await clinic.start();
  const { core } = clinic.world;
  await core.db.updateTable('blueprint_versions').set({ source: 'no longer a blueprint' }).execute();
  await abandonJob(core, { jobId: job.id, run: 1 }, never);
  expect(await getJob(clinic.ctx, job.id)).toMatchObject({
    state: 'FAILED',
    error: { code: 'GIVEN_UP' },
    notAttempted: 5,
  });
});
