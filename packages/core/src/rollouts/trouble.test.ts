import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { startJob } from '../jobs/start-job.ts';
import { openClinic } from '../testing/clinic.ts';
import { counted, jobsOf, openFleet, twoTags } from '../testing/fleet.ts';
import { getMatrix } from './get-matrix.ts';
import { planAnew } from './plan-anew.ts';
import { resumeRollout } from './resume-rollout.ts';
import { retryRollout } from './retry-rollout.ts';
import { skipTarget } from './skip-target.ts';
import { startRollout } from './start-rollout.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
const start = (id: string, confirm?: string) => startRollout(clinic.ctx, { id, confirm });
const retry = (id: string) => retryRollout(clinic.ctx, { id });
const rowsOf = async (id: string) => (await getMatrix(clinic.ctx, { id, offset: 0, limit: 200 })).rows;
const control = () => clinic.world.sandbox.control;

/** GHL refuses every tag that is made there. */
const refuseTags = async (...locationIds: string[]) => {
  for (const id of locationIds)
    await control().addFault({
      method: 'POST',
      path: `/locations/${id}/tags`,
      mode: 'status',
      status: 422,
      contentType: 'application/json',
      body: JSON.stringify({ statusCode: 422, message: ['tags are full'] }),
      count: 1_000,
    });
};
const refuseReads = (id: string) =>
  control().addFault({ method: 'GET', path: `/locations/${id}/tags`, mode: 'status', status: 502, count: 100 });
const namesIn = async (ownerId: string) =>
  (await control().listResources({ kind: 'tag', ownerId })).map(({ name }) => String(name)).toSorted();

test('a canary that fails halts it before any other account is touched, and says what of; a retry goes on', async () => {
  const ids = await fleet.open(4);
  const [canary = ''] = ids;
  const { id } = await fleet.planned(ids);
  await refuseTags(canary);
  await start(id);
  const halted = await fleet.settle(id);
  expect(halted).toMatchObject({ state: 'HALTED', counts: { FAILED: 1, PLANNED: 3 } });
  expect(halted.haltReason).toMatch(/^The canary failed: 1 of 1 account\. Most often \(1\): .*tags are full/);
  expect((await jobsOf(clinic)).map(({ location_id }) => location_id)).toEqual([canary]);

  await control().clearFaults();
  expect(await retry(id)).toMatchObject({ state: 'RUNNING', haltReason: null });
  // Pressed twice.
  expect(await retry(id)).toMatchObject({ state: 'RUNNING', counts: { QUEUED: 1 } });
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 4 } });
  expect(await jobsOf(clinic)).toHaveLength(4);
});

test('halts when more fail than may, goes on when a person accepts that, and is not a success then', async () => {
  const ids = await fleet.open(10);
  const { id } = await fleet.planned(ids, { settings: { canary: 0, waveSize: 5, haltAbovePercent: 20 } });
  await refuseTags(...ids.slice(0, 2));
  await start(id);
  const halted = await fleet.settle(id);
  expect(halted).toMatchObject({ state: 'HALTED', wave: 1, counts: { FAILED: 2, SUCCESS: 3, PLANNED: 5 } });
  expect(halted.haltReason).toMatch(/^Halted in wave 1: 2 of 5 accounts so far failed \(40 %\), and 20 % may\./);
  await resumeRollout(clinic.ctx, { id });
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { FAILED: 2, SUCCESS: 8 } });

  await control().clearFaults();
  await retry(id);
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 10 } });
  await expect(retry(id)).rejects.toMatchObject({ code: 'CONFLICT' });
});

test('however many look at once, again and again, no account gets two jobs and no more run than may', async () => {
  const ids = await fleet.open(12);
  const { id } = await fleet.planned(ids, { settings: { canary: 0, waveSize: 12, parallel: 3 } });
  await start(id);
  for (let round = 0; round < 30; round++) {
    await Promise.all(Array.from({ length: 6 }, () => fleet.look()));
    const { counts } = await fleet.get(id);
    expect(counts.QUEUED + counts.RUNNING).toBeLessThanOrEqual(3);
    if ((await fleet.run(1)) === 0) break;
  }
  await fleet.look();
  expect(await fleet.get(id)).toMatchObject({ state: 'SUCCESS' });
  const jobs = await jobsOf(clinic);
  expect(new Set(jobs.map(({ location_id }) => location_id)).size).toBe(jobs.length);
  expect(jobs).toHaveLength(12);
});

test('targets whose messages were lost are asked for again, and one that is planned twice has one plan', async () => {
  const ids = await fleet.open(3);
  const { id } = await fleet.create(ids);
  await sql`delete from pgboss.job where name = 'rollout-plan'`.execute(clinic.ctx.db);
  await fleet.look();
  await fleet.look();
  const { rows } = await sql`select from pgboss.job where name = 'rollout-plan' and state = 'created'`.execute(
    clinic.ctx.db,
  );
  expect(rows).toHaveLength(3);
  await Promise.all([fleet.plan(), fleet.plan()]);
  await fleet.look();
  expect(await fleet.get(id)).toMatchObject({ state: 'PLANNED', counts: { PLANNED: 3 } });
});

test('an account that cannot be planned says why and stays out; once that is mended a retry takes it in', async () => {
  const ids = await fleet.open(3);
  const [closed = ''] = ids.slice(1);
  const { id } = await fleet.create(ids);
  const become = (state: 'paused' | 'active') =>
    clinic.ctx.db.updateTable('locations').set({ state }).where('id', '=', closed).execute();
  await become('paused');
  await fleet.plan();
  await fleet.look();
  expect(counted(await fleet.get(id))).toEqual({ PLANNED: 2, BLOCKED: 1 });
  const [blocked] = (await getMatrix(clinic.ctx, { id, offset: 0, limit: 10, state: 'BLOCKED' })).rows;
  expect(blocked).toMatchObject({ location: { id: closed }, planId: null, error: { code: 'ACCOUNT_PAUSED' } });
  expect(blocked?.cells).toEqual([null, null]);
  await start(id);
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 2, BLOCKED: 1 } });

  await become('active');
  expect(await retry(id)).toMatchObject({ state: 'RUNNING', counts: { PLANNING: 1 } });
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 3 } });
});

test('an account that is closed after its approval is told so at its turn, and the others go on', async () => {
  const ids = await fleet.open(12);
  const closed = ids[5] ?? '';
  const { id } = await fleet.planned(ids);
  await start(id);
  await clinic.ctx.db.updateTable('locations').set({ state: 'uninstalled' }).where('id', '=', closed).execute();
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 11, BLOCKED: 1 } });
  const row = (await rowsOf(id)).find(({ location }) => location.id === closed);
  expect(row).toMatchObject({ state: 'BLOCKED', jobId: null, error: { code: 'NOT_INSTALLED' } });
});

test('what retries at the queue is not given up, and its last try says why', async () => {
  const ids = await fleet.open(1);
  const { id } = await fleet.create(ids);
  await control().addFault({
    method: 'GET',
    path: `/locations/${ids[0]}/tags`,
    mode: 'status',
    status: 502,
    count: 100,
  });
  await fleet.plan();
  await fleet.look();
  const [row] = await rowsOf(id);
  expect(row).toMatchObject({ state: 'BLOCKED', error: { code: 'GHL_UNAVAILABLE', retryable: true } });
  await expect(start(id)).rejects.toMatchObject({ code: 'PLAN_EMPTY' });
  await control().clearFaults();
  expect(await retry(id)).toMatchObject({ state: 'PLANNING' });
  await fleet.plan();
  await fleet.look();
  expect(await fleet.get(id)).toMatchObject({ state: 'PLANNED', counts: { PLANNED: 1 } });
});

test('what was approved is what was seen: after any change of its plans nothing begins before another look', async () => {
  const [one = '', two = '', three = ''] = await fleet.open(3);
  await refuseReads(three);
  const seen = await fleet.planned([one, two, three], { settings: { canary: 0 } });
  const begin = (revision: string | null, confirm?: string) =>
    startRollout(clinic.ctx, { id: seen.id, revision: revision ?? '', confirm });
  const skip = (locationId: string, isLeftOut: boolean) =>
    skipTarget(clinic.ctx, { id: seen.id, locationId, skip: isLeftOut });
  expect(seen).toMatchObject({ state: 'PLANNED', counts: { PLANNED: 2, BLOCKED: 1 } });
  expect(await fleet.get(seen.id)).toMatchObject({ revision: seen.revision });

  await skip(two, true);
  await expect(begin(seen.revision)).rejects.toMatchObject({
    code: 'PLAN_STALE',
    message: expect.stringMatching(/^The plans changed since you looked: now 1 account is to change, .* Look again/),
  });
  expect(await skip(two, false)).toMatchObject({ revision: seen.revision });

  await control().clearFaults();
  await retry(seen.id);
  expect(await fleet.get(seen.id)).toMatchObject({ state: 'PLANNING', revision: null });
  await fleet.plan();
  await fleet.look();
  const now = await fleet.get(seen.id);
  expect(now.counts).toMatchObject({ PLANNED: 3, BLOCKED: 0 });
  await expect(begin(seen.revision)).rejects.toThrow('now 3 accounts are to change');
  expect(await jobsOf(clinic)).toEqual([]);

  expect(await begin(now.revision)).toMatchObject({ state: 'RUNNING', revision: null });
  // Sent twice, it is no other approval.
  expect(await begin(now.revision)).toMatchObject({ state: 'RUNNING' });
});

test('a plan that was made anew is another one, though as many accounts are to change', async () => {
  const ids = await fleet.open(2);
  const seen = await fleet.planned(ids);
  await clinic.ctx.db.transaction().execute(async (tx) => {
    await planAnew(clinic.world.core, tx, { rolloutId: seen.id, locationId: ids[1] ?? '' });
    await tx.updateTable('rollouts').set({ state: 'PLANNING', is_open: true }).where('id', '=', seen.id).execute();
  });
  await fleet.plan();
  await fleet.look();
  const now = await fleet.get(seen.id);
  expect(now).toMatchObject({ state: 'PLANNED', counts: seen.counts });
  const approval = startRollout(clinic.ctx, { id: seen.id, revision: seen.revision ?? '' });
  await expect(approval).rejects.toMatchObject({ code: 'PLAN_STALE' });
  expect(await startRollout(clinic.ctx, { id: seen.id, revision: now.revision ?? '' })).toMatchObject({
    state: 'RUNNING',
  });
});

test('a plan that destroys needs the blueprint’s name typed; one approved by itself on its page is the target’s job', async () => {
  const ids = await fleet.open(2);
  const [one = '', two = ''] = ids;
  const first = await fleet.planned(ids, { settings: { canary: 0 } });
  await start(first.id);
  await fleet.settle(first.id);

  const planned = await fleet.planned(ids, { source: twoTags.replace(/ +recall: .*\n/, ''), settings: { canary: 0 } });
  expect(planned).toMatchObject({ destructive: 2, confirmText: 'Fleet', summary: { delete: 2 } });
  await expect(start(planned.id)).rejects.toThrow('Type the blueprint\'s name, "Fleet"');
  const row = (await rowsOf(planned.id))[1];
  await startJob(clinic.ctx, { planId: row?.planId ?? '', confirm: row?.location.name });
  expect(counted(await fleet.get(planned.id))).toEqual({ PLANNED: 1, QUEUED: 1 });
  await start(planned.id, 'Fleet');
  expect(await fleet.settle(planned.id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 2 } });
  for (const id of [one, two]) expect(await namesIn(id)).toEqual(['vip guest']);
});
