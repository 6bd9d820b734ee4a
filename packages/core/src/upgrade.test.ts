import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { exportState } from './accounts/export-state.ts';
import { appliedVersions } from './drift/applied-versions.ts';
import { reportJob } from './jobs/report-job.ts';
import { startJob } from './jobs/start-job.ts';
import { getPlan } from './plans/get-plan.ts';
import { planRollback } from './plans/plan-rollback.ts';
import { location, openClinic } from './testing/clinic.ts';

const clinic = openClinic();

/** While a new release is brought in, workers and pages of the one before go on: its statements know only its own columns. */
const planOfTheReleaseBefore = async (planId: string): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    insert into plans (agency_id, location_id, blueprint_version_id, variables, items, summary, fingerprint, created_by)
    select agency_id, location_id, blueprint_version_id, variables, items, summary, fingerprint, created_by
    from plans where id = ${planId} returning id`.execute(clinic.world.core.db);
  return rows[0]?.id ?? '';
};

test('a plan of the release before opens, is applied, proven and rolled back', async () => {
  const { ctx } = clinic;
  const id = await planOfTheReleaseBefore((await clinic.plan()).id);
  const phone = { phone: '+1 555 0100' };
  expect(await getPlan(ctx, id)).toMatchObject({ purpose: 'apply', inputs: phone, variables: phone, estimate: null });

  const job = await clinic.run(await startJob(ctx, { planId: id }));
  expect(job).toMatchObject({ state: 'SUCCESS', done: 5 });
  expect(await reportJob(ctx, job)).toMatchObject({ plan: { variables: phone } });
  const { agencyId } = ctx.actor;
  expect(await appliedVersions(ctx.db, { agencyId, locationIds: [location.id] })).toMatchObject([{ inputs: phone }]);

  const rollback = await planRollback(ctx, { jobId: job.id });
  expect(rollback).toMatchObject({ inputs: phone, summary: { delete: 5 } });
  await clinic.run(await startJob(ctx, { planId: rollback.id, confirm: location.name }));
  expect((await exportState(ctx, { locationId: location.id })).blueprints).toEqual([]);
});

test('a job of the release before kept no images: it is proven, and why it cannot be rolled back is said', async () => {
  const { ctx } = clinic;
  const job = await clinic.apply();
  await sql`update job_steps set before = null, verified_at = null`.execute(ctx.db);
  expect((await reportJob(ctx, job)).lines.map(({ verifiedAt }) => verifiedAt)).toEqual(Array(5).fill(null));
  await expect(planRollback(ctx, { jobId: job.id })).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('before Groundwork kept what a job finds'),
  });
});
