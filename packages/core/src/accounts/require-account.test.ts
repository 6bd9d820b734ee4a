import type { LocationState } from '@groundwork/shared';
import { describe, expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { cancelJob } from '../jobs/cancel-job.ts';
import { resumeJob } from '../jobs/reopen-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { createPlan } from '../plans/create-plan.ts';
import { location, openClinic, tagsBlueprint } from '../testing/clinic.ts';

const clinic = openClinic();
const become = (state: LocationState) =>
  clinic.world.core.db.updateTable('locations').set({ state }).where('id', '=', location.id).execute();

describe.each([
  ['paused', 'ACCOUNT_PAUSED', 'or when you test its connection'],
  ['uninstalled', 'NOT_INSTALLED', 'Install it there'],
  ['deleted', 'NOT_INSTALLED', 'was deleted in GoHighLevel'],
  ['moved', 'NOT_INSTALLED', 'has moved to another agency'],
] as const)('an account that is %s', (state, code, says) => {
  const refusal = expect.objectContaining({ code, message: expect.stringContaining(says), retryable: false });

  test('is not planned for, nor applied to, and GHL is not even asked', async () => {
    const plan = await clinic.plan(tagsBlueprint(1));
    const cancelled = await cancelJob(clinic.ctx, { id: (await clinic.start(tagsBlueprint(2))).id });
    const version = await saveBlueprint(clinic.ctx, tagsBlueprint(1));
    await become(state);
    await clinic.world.sandbox.control.clearStats();
    const input = { locationId: location.id, blueprintVersionId: version.id, variables: {} };
    await expect(createPlan(clinic.ctx, input)).rejects.toEqual(refusal);
    await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toEqual(refusal);
    await expect(resumeJob(clinic.ctx, { id: cancelled.id })).rejects.toEqual(refusal);
    expect((await clinic.world.sandbox.control.stats()).calls).toBe(0);
  });

  test('is open again as soon as it is active', async () => {
    await become(state);
    await expect(clinic.plan(tagsBlueprint(1))).rejects.toEqual(refusal);
    await become('active');
    expect((await clinic.apply(tagsBlueprint(1))).state).toBe('SUCCESS');
  });
});
