import { afterEach, describe, expect, test } from 'vitest';
import { account, clinicBlueprint, location, openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { everyKind, held } from '../testing/every-kind.ts';
import { retryJob } from './reopen-job.ts';

const clinic = openClinic();
const setState = (state: 'active' | 'paused') =>
  clinic.world.sandbox.control.setLocation({ locationId: location.id, state });
afterEach(() => setState('active'));

/** Runs the job; right before its n-th create goes out, something happens in GHL. */
async function runInto(job: { id: string }, nth: number, happening: () => Promise<unknown>) {
  const { ghl } = clinic.world.core;
  let creates = 0;
  const create: typeof ghl.create = async (...args) => {
    if (++creates === nth) await happening();
    return ghl.create(...args);
  };
  return clinic.run(job, { create });
}

describe('a job whose account is paused', () => {
  test('before its first write says so, and writes nothing', async () => {
    const job = await clinic.start();
    await setState('paused');
    const ended = await clinic.run(job);
    expect(ended).toMatchObject({ state: 'FAILED', error: { code: 'ACCOUNT_PAUSED' }, failed: 0, notAttempted: 5 });
    expect(ended.error?.message).toContain('Make it active again in GoHighLevel');
    await setState('active');
    expect(await held(clinic)).toEqual([]);
    await retryJob(clinic.ctx, { id: job.id });
    expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 5 });
  });

  test.each([
    ['five kinds', clinicBlueprint, 2],
    ['a hundred tags, more than run side by side', tagsBlueprint(100), 10],
    ['every kind, with writes of several calls', everyKind, 4],
  ])(
    'in the middle fails with that, begins nothing more, and a retry does the rest once: %s',
    async (_, source, nth) => {
      const whole = await clinic.apply(source);
      expect(whole.state).toBe('SUCCESS');
      const expected = await held(clinic);
      await clinic.empty();

      const job = await clinic.start(source);
      const failed = await runInto(job, nth, () => setState('paused'));
      expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'ACCOUNT_PAUSED' } });
      expect(failed.error?.message).toMatch(
        /Make it active again in GoHighLevel.* of \d+ changes are applied and verified/,
      );
      expect(failed.notAttempted).toBeGreaterThan(0);
      const untouched = failed.steps.filter((step) => step.state === 'NOT_ATTEMPTED');
      expect(untouched.map((step) => [step.attempts, step.error])).toEqual(untouched.map(() => [0, null]));

      await setState('active');
      await retryJob(clinic.ctx, { id: job.id });
      expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: job.total });
      expect(await held(clinic)).toEqual(expected);
    },
  );

  test('after a write whose answer was lost looks before it writes again', async () => {
    const job = await clinic.start(tagsBlueprint(3));
    await clinic.fault('POST', 'tags', { mode: 'act-and-drop', count: 3 });
    const { ghl } = clinic.world.core;
    const create: typeof ghl.create = async (...args) => {
      try {
        return await ghl.create(...args);
      } finally {
        await setState('paused');
      }
    };
    const failed = await clinic.run(job, { create });
    expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'ACCOUNT_PAUSED' }, notAttempted: 0 });
    expect(failed.steps.map((step) => step.error?.code)).toContain('OUTCOME_UNKNOWN');
    await setState('active');
    await retryJob(clinic.ctx, { id: job.id });
    expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 3 });
    expect(await clinic.names('tag')).toEqual(['tag 0', 'tag 1', 'tag 2']);
  });
});

test('a job whose account loses the app fails with that, and a retry does the rest once the app is back', async () => {
  const { control } = clinic.world.sandbox;
  const job = await clinic.start(tagsBlueprint(100));
  const failed = await runInto(job, 10, () => control.uninstall(account));
  expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'NOT_INSTALLED' } });
  expect(failed.error?.message).toMatch(/not installed.*once the account can be reached again, retry the job/);
  expect(failed.notAttempted).toBeGreaterThan(0);
  await clinic.world.reinstall();
  await retryJob(clinic.ctx, { id: job.id });
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS', done: 100 });
  expect(await clinic.names('tag')).toHaveLength(100);
});
