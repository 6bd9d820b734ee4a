import { expect, test } from 'vitest';
import { resumeJob, retryJob } from '../jobs/reopen-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { openClinic, never } from '../testing/clinic.ts';
import { openFleet } from '../testing/fleet.ts';
import { advanceRollouts } from './advance-rollouts.ts';
import { cancelRollout } from './cancel-rollout.ts';
import { getMatrix } from './get-matrix.ts';
import { startRollout } from './start-rollout.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
const control = () => clinic.world.sandbox.control;
const rowsOf = async (id: string) => (await getMatrix(clinic.ctx, { id, offset: 0, limit: 200 })).rows;
const open = async () =>
  (await clinic.ctx.db.selectFrom('rollouts').where('is_open', '=', true).select('id').execute()).map(({ id }) => id);
const lastTold = async () =>
  (await clinic.ctx.db.selectFrom('events').select('event').orderBy('at').orderBy('id').execute())
    .flatMap(({ event }) => (event.type === 'rollout.changed' ? [event.rollout] : []))
    .at(-1);

/** Two accounts; the tags of the second are refused. */
async function overWithOneFailed() {
  const ids = await fleet.open(2);
  const { id } = await fleet.planned(ids, { settings: { haltAbovePercent: 100 } });
  await control().addFault({
    method: 'POST',
    path: `/locations/${ids[1]}/tags`,
    mode: 'status',
    status: 422,
    count: 1_000,
  });
  await startRollout(clinic.ctx, { id });
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, FAILED: 1 } });
  expect(await open()).toEqual([]);
  await control().clearFaults();
  return id;
}

test('a job that is retried from its own page ends its rollout as a success, and its followers hear of it', async () => {
  const id = await overWithOneFailed();
  const [, failed] = await rowsOf(id);
  await retryJob(clinic.ctx, { id: failed?.jobId ?? '' });
  await fleet.look();
  expect(await fleet.get(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, QUEUED: 1 } });
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 2 } });
  expect(await lastTold()).toMatchObject({ id, state: 'SUCCESS', counts: { SUCCESS: 2 } });
  expect(await open()).toEqual([]);
});

test('a plan that is applied from its own page before the approval shows on the rollout’s page', async () => {
  const { id } = await fleet.planned(await fleet.open(2));
  expect(await open()).toEqual([]);
  const [first] = await rowsOf(id);
  await startJob(clinic.ctx, { planId: first?.planId ?? '' });
  await fleet.settle(id);
  // Told once a second at most.
  const later = new Date(Date.now() + 10_000);
  await advanceRollouts({ ...clinic.world.core, now: () => later }, never);
  expect(await lastTold()).toMatchObject({ id, state: 'PLANNED', counts: { SUCCESS: 1, PLANNED: 1 } });
});

test('a job that a person resumes after its rollout was cancelled is not cancelled again', async () => {
  const { id } = await fleet.planned(await fleet.open(2), { settings: { canary: 0 } });
  await startRollout(clinic.ctx, { id });
  await cancelRollout(clinic.ctx, { id });
  const [first] = await rowsOf(id);
  expect(await resumeJob(clinic.ctx, { id: first?.jobId ?? '' })).toMatchObject({ state: 'PENDING', rolloutId: null });
  await fleet.look();
  expect(await fleet.settle(id)).toMatchObject({ state: 'CANCELLED', counts: { SUCCESS: 1, CANCELLED: 1 } });
});
