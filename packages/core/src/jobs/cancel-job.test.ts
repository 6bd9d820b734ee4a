import { expect, test } from 'vitest';
import { openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { cancelJob } from './cancel-job.ts';
import { resumeJob } from './reopen-job.ts';

const clinic = openClinic();
const never = new Promise<never>(() => {});
const lastLine = (job: { log: { message: string }[] }) => job.log.at(-1)?.message;

/** Runs the job; its creates are held until `open` is called, and go out then. */
async function runHeld(id: string) {
  const { ghl } = clinic.world.core;
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const create: typeof ghl.create = async (...args) => {
    begun.resolve();
    await gate.promise;
    const [kind, { companyId, locationId }, attributes] = args;
    // Without the permit: as if it had been sent before the cancel.
    return ghl.create(kind, { companyId, locationId }, attributes);
  };
  const ended = clinic.run({ id }, { create });
  await Promise.race([begun.promise, ended]);
  return { ended, open: () => gate.resolve() };
}

test('a job that waits ends at once, and the worker that takes it later does nothing', async () => {
  const job = await clinic.start();
  const cancelled = await cancelJob(clinic.ctx, { id: job.id });
  expect(cancelled).toMatchObject({ state: 'CANCELLED', cancelledBy: 'Some owner', notAttempted: 5, done: 0 });
  expect(lastLine(cancelled)).toBe('Cancelled by Some owner: 0 applied and verified, 5 not attempted.');
  expect(await clinic.run(job)).toEqual(cancelled);
  expect(await clinic.list('tag')).toEqual([]);
});

test('a running job begins nothing new, brings to an end and verifies what is under way, and says the rest was not attempted', async () => {
  const job = await clinic.start();
  const { ended, open } = await runHeld(job.id);
  expect(await cancelJob(clinic.ctx, { id: job.id })).toMatchObject({ state: 'PROCESSING', cancelledBy: 'Some owner' });
  open();
  const after = await ended;
  // The hint needs the field, so it had not begun.
  expect(after).toMatchObject({ state: 'CANCELLED', done: 4, notAttempted: 1, failed: 0 });
  expect(after.steps.map((step) => step.state).toSorted()).toEqual(['NOT_ATTEMPTED', ...Array(4).fill('VERIFIED')]);
  expect(lastLine(after)).toBe('Cancelled by Some owner: 4 applied and verified, 1 not attempted.');
});

test('a write that hangs while the job is cancelled is read back, counted and verified', async () => {
  const job = await clinic.start();
  await clinic.fault('POST', '*', { mode: 'act-and-hang', count: 10 });
  const { core, sandbox } = clinic.world;
  const left = async () => (await sandbox.control.state()).faults.map(({ count }) => count);
  const othersSent = () => expect.poll(left).toEqual([7]);
  const create: typeof core.ghl.create = async (...args) => {
    // The field last: once it is given up, the hint, which needs it, begins.
    if (args[0] === 'customField') await othersSent();
    return core.ghl.create(...args);
  };
  const running = clinic.run(job, { create });
  await expect.poll(left).toEqual([6]);
  await cancelJob(clinic.ctx, { id: job.id });
  const ended = await running;
  expect(ended).toMatchObject({ state: 'CANCELLED', done: 4, notAttempted: 1, failed: 0 });
  expect(await clinic.names('customField')).toEqual(['Insurer']);
});

test('cancelled twice, also at once, the first stands', async () => {
  const job = await clinic.start();
  const { ended, open } = await runHeld(job.id);
  const operator = await clinic.world.member('operator');
  const first = await cancelJob(operator, { id: job.id });
  await Promise.all([cancelJob(clinic.ctx, { id: job.id }), cancelJob(clinic.ctx, { id: job.id })]);
  open();
  const after = await ended;
  expect(after.cancelledBy).toBe('Some operator');
  expect(after.cancelRequestedAt).toBe(first.cancelRequestedAt);
  expect(await cancelJob(clinic.ctx, { id: job.id })).toEqual(after);
});

test('a job that waits for its budget sees the cancel', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  const waiting = Promise.withResolvers<void>();
  // As the adapter waits before it sends a write: until its permit ends.
  const create: typeof ghl.create = (_kind, { permit }) => {
    waiting.resolve();
    return Promise.race([
      never,
      new Promise<never>((_, reject) => permit?.addEventListener('abort', () => reject(permit.reason))),
    ]);
  };
  const running = clinic.run(job, { create });
  await waiting.promise;
  await cancelJob(clinic.ctx, { id: job.id });
  const ended = await running;
  expect(ended).toMatchObject({ state: 'CANCELLED', notAttempted: 5 });
  expect(ended.steps.map((step) => step.attempts)).toEqual(Array(5).fill(0));
});

test('a job cancelled while its worker is dead is ended by the next, which looks at what was under way', async () => {
  const job = await clinic.start();
  const { ghl } = clinic.world.core;
  const crash = new AbortController();
  const create: typeof ghl.create = async (...args) => {
    if (args[0] === 'tag') await ghl.create(...args);
    crash.abort(new Error('killed'));
    throw new Error('killed');
  };
  await expect(clinic.run(job, { create }, crash.signal)).rejects.toThrow('killed');
  expect(await cancelJob(clinic.ctx, { id: job.id })).toMatchObject({ state: 'PROCESSING' });
  const unused = () => Promise.reject(new Error('nothing may begin'));
  const ended = await clinic.run(job, { create: unused, update: unused });
  expect(ended.state).toBe('CANCELLED');
  const tags = ended.steps.filter((step) => step.kind === 'tag');
  expect(tags.map((step) => step.state)).toEqual(['VERIFIED', 'VERIFIED']);
  // Begun, and nobody can tell yet: that is no "not attempted".
  const others = ended.steps.filter((step) => step.kind !== 'tag' && step.attempts > 0);
  expect(new Set(others.map((step) => step.error?.code))).toEqual(new Set(['OUTCOME_UNKNOWN']));
  await resumeJob(clinic.ctx, { id: job.id });
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 5, runs: 2 });
  expect(await clinic.names('tag')).toEqual(['recall soon', 'vip guest']);
});

test('a cancel in the middle of a long job leaves an account that a resume completes', async () => {
  const job = await clinic.start(tagsBlueprint(80));
  const { ghl } = clinic.world.core;
  const cancelled = Promise.withResolvers<unknown>();
  let writes = 0;
  const create: typeof ghl.create = async (...args) => {
    if (++writes === 5) cancelled.resolve(cancelJob(clinic.ctx, { id: job.id }));
    await cancelled.promise;
    return ghl.create(...args);
  };
  const cut = await clinic.run(job, { create });
  expect(cut.state).toBe('CANCELLED');
  expect(cut.notAttempted).toBeGreaterThan(0);
  expect(await clinic.names('tag')).toHaveLength(cut.done);
  await resumeJob(clinic.ctx, { id: job.id });
  expect(await clinic.run(job)).toMatchObject({
    state: 'SUCCESS',
    done: 80,
    cancelRequestedAt: null,
    cancelledBy: null,
  });
  expect(await clinic.names('tag')).toHaveLength(80);
});

test('writes that were not sent yet are withdrawn, and a resume makes them as if they had never begun', async () => {
  const job = await clinic.start(tagsBlueprint(4));
  const { ghl } = clinic.world.core;
  const create: typeof ghl.create = async (...args) => {
    await cancelJob(clinic.ctx, { id: job.id });
    const [, { permit }] = args;
    await expect.poll(() => permit?.aborted).toBe(true);
    return ghl.create(...args);
  };
  const cut = await clinic.run(job, { create });
  expect(cut).toMatchObject({ state: 'CANCELLED', done: 0, notAttempted: 4 });
  await resumeJob(clinic.ctx, { id: job.id });
  const ended = await clinic.run(job);
  expect(ended).toMatchObject({ state: 'SUCCESS', done: 4 });
  expect(ended.steps.map((step) => step.attempts)).toEqual([1, 1, 1, 1]);
});

test('a replacement that is cancelled between its two calls is brought to its end', async () => {
  const field = (type: string) =>
    `groundwork: 1\nname: Clinic\nresources:\n  customField:\n    insurer: { name: Insurer, dataType: ${type} }\n`;
  await clinic.apply(field('TEXT'));
  const job = await clinic.start(field('DATE'));
  const { ghl } = clinic.world.core;
  const remove: typeof ghl.remove = async (kind, at, id) => {
    await ghl.remove(kind, at, id);
    await cancelJob(clinic.ctx, { id: job.id });
    await expect.poll(() => at.permit?.aborted).toBe(true);
  };
  expect(await clinic.run(job, { remove })).toMatchObject({ state: 'SUCCESS', done: 1 });
  expect((await clinic.list('customField')).map((live) => live.attributes['dataType'])).toEqual(['DATE']);
});

test('a job that has ended cannot be cancelled, nor one of another agency, nor by a viewer', async () => {
  const job = await clinic.apply();
  await expect(cancelJob(clinic.ctx, { id: job.id })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(cancelJob(await clinic.world.stranger(), { id: job.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(cancelJob(await clinic.world.member('viewer'), { id: job.id })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
