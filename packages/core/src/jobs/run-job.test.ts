import { describe, expect, test } from 'vitest';
import { account, clinicBlueprint, openClinic, tagsBlueprint } from '../testing/clinic.ts';
import { startJob } from './start-job.ts';

const clinic = openClinic();

describe('an apply', () => {
  test('makes the account what the plan says, verifies it, and a second plan changes nothing', async () => {
    const job = await clinic.apply();
    expect(job.error).toBeNull();
    expect(job).toMatchObject({ state: 'SUCCESS', total: 5, done: 5, failed: 0, notAttempted: 0, runs: 1 });
    expect(job.steps.map((step) => step.state)).toEqual(Array(5).fill('VERIFIED'));
    expect(await clinic.names('tag')).toEqual(['recall soon', 'vip guest']);
    expect((await clinic.find('customValue', 'Insurer hint')).attributes['value']).toBe('Field contact.insurer');

    const again = await clinic.plan();
    expect(again.summary).toMatchObject({ create: 0, update: 0, adopt: 0, delete: 0, replace: 0, 'no-op': 5 });
    await expect(startJob(clinic.ctx, { planId: again.id })).rejects.toMatchObject({ code: 'PLAN_EMPTY' });
  });

  test('is one job per plan, also when two tabs start it at once', async () => {
    const { id: planId } = await clinic.plan();
    const [one, two] = await Promise.all([startJob(clinic.ctx, { planId }), startJob(clinic.ctx, { planId })]);
    expect(two.id).toBe(one.id);
  });

  test('writes nothing when the account no longer matches the approved plan', async () => {
    const job = await clinic.start();
    await clinic.world.core.ghl.create('tag', account, { name: 'vip guest' });
    const ended = await clinic.run(job);
    expect(ended).toMatchObject({ state: 'FAILED', error: { code: 'PLAN_STALE' } });
    expect(await clinic.names('customValue')).toEqual([]);
    expect(ended.steps.map((step) => step.state)).toEqual(Array(5).fill('NOT_ATTEMPTED'));
  });

  test('goes on when something the plan does not speak of has changed', async () => {
    const job = await clinic.start();
    await clinic.world.core.ghl.create('tag', account, { name: 'somebody elses tag' });
    expect((await clinic.run(job)).state).toBe('SUCCESS');
  });

  test.each(['act-and-drop', 'drop', 'empty', 'create-then-422', 'status'] as const)(
    'creates nothing twice when GHL acts and does not say so (%s)',
    async (mode) => {
      const job = await clinic.start();
      for (const path of ['tags', 'customFields', 'customValues']) await clinic.fault('POST', path, { mode });
      const ended = await clinic.run(job);
      expect(ended.error).toBeNull();
      expect(ended.state).toBe('SUCCESS');
      expect(await clinic.names('tag')).toEqual(['recall soon', 'vip guest']);
      expect(await clinic.names('customField')).toEqual(['Insurer']);
      expect(await clinic.names('customValue')).toEqual(['Front desk phone', 'Insurer hint']);
    },
  );

  test('fails the step that GHL accepted and did not store, and leaves its dependants alone', async () => {
    const job = await clinic.start();
    await clinic.fault('POST', 'tags', { mode: 'store-nothing' });
    const ended = await clinic.run(job);
    expect(ended.state).toBe('FAILED');
    const failed = ended.steps.filter((step) => step.state === 'FAILED');
    expect(failed.map((step) => [step.kind, step.error?.code])).toEqual([['tag', 'VERIFY_FAILED']]);
    expect(ended.done).toBe(4);
  });

  test('keeps what a client edited, and updates what only the blueprint changed', async () => {
    await clinic.apply();
    const phone = await clinic.find('customValue', 'Front desk phone');
    const edited = { name: 'Front desk phone', value: 'edited by the client' };
    await clinic.world.core.ghl.update('customValue', account, phone, edited);
    const next = await clinic.plan(clinicBlueprint.replace('Field ${', 'The field ${'));
    expect(next.items.filter((item) => item.action !== 'no-op').map((item) => [item.address, item.action])).toEqual([
      ['customValue.hint', 'update'],
    ]);
    expect(next.items.find((item) => item.address === 'customValue.phone')?.kept).toMatchObject([
      { path: 'value', before: 'edited by the client' },
    ]);
    expect((await clinic.run(await startJob(clinic.ctx, { planId: next.id }))).state).toBe('SUCCESS');
    const values = (await clinic.list('customValue')).map((live) => live.attributes['value']);
    expect(new Set(values)).toEqual(new Set(['The field contact.insurer', 'edited by the client']));
  });

  test('verifies by id what a list that lags does not show yet', async () => {
    await clinic.world.sandbox.control.setKnobs({ listLagMs: 60_000 });
    expect(await clinic.apply(tagsBlueprint(5))).toMatchObject({ state: 'SUCCESS', done: 5 });
    expect(await clinic.names('tag')).not.toContain('tag 0');
  });

  test('numbers its events without a gap, whatever ran side by side', async () => {
    const job = await clinic.apply();
    const events = await clinic.world.core.db
      .selectFrom('events')
      .select('id')
      .where('topic', '=', `job:${job.id}`)
      .orderBy('id')
      .execute();
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
    expect(job.cursor).toBe(events.length);
  });
});
