import { expect, test } from 'vitest';
import { openClinic, never } from '../testing/clinic.ts';
import { counted, jobsOf, openFleet } from '../testing/fleet.ts';
import { advanceRollouts } from './advance-rollouts.ts';
import { cancelRollout } from './cancel-rollout.ts';
import { createRollout } from './create-rollout.ts';
import { getMatrix } from './get-matrix.ts';
import { listRollouts } from './list-rollouts.ts';
import { pauseRollout } from './pause-rollout.ts';
import { resumeRollout } from './resume-rollout.ts';
import { retryRollout } from './retry-rollout.ts';
import { skipTarget } from './skip-target.ts';
import { startRollout } from './start-rollout.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
const start = (id: string) => startRollout(clinic.ctx, { id });
const pause = (id: string) => pauseRollout(clinic.ctx, { id });
const resume = (id: string) => resumeRollout(clinic.ctx, { id });
const cancel = (id: string) => cancelRollout(clinic.ctx, { id });
const skip = (id: string, locationId: string, isOut = true) => skipTarget(clinic.ctx, { id, locationId, skip: isOut });
const conflict = { code: 'CONFLICT' };

test('paused, nothing new begins, however often somebody looks; resumed, it goes on', async () => {
  const ids = await fleet.open(6);
  const { id } = await fleet.planned(ids, { settings: { canary: 0, parallel: 2 } });
  await expect(pause(id)).rejects.toMatchObject(conflict);
  await start(id);
  expect(await pause(id)).toMatchObject({ state: 'PAUSED', haltReason: 'Paused by Some owner.' });
  expect(await pause(id)).toMatchObject({ state: 'PAUSED' });
  await expect(start(id)).rejects.toMatchObject(conflict);
  await fleet.settle(id);
  expect(await fleet.get(id)).toMatchObject({ state: 'PAUSED', counts: { SUCCESS: 2, PLANNED: 4 } });
  expect(await resume(id)).toMatchObject({ state: 'RUNNING', haltReason: null, counts: { QUEUED: 2 } });
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS' });
  for (const verb of [pause, resume, cancel]) await expect(verb(id)).rejects.toMatchObject(conflict);
  expect(await start(id)).toMatchObject({ state: 'SUCCESS' });
});

test('pauses after the canary where that is wanted, and only then', async () => {
  const ids = await fleet.open(3);
  const { id } = await fleet.planned(ids, { settings: { pauseAfterCanary: true } });
  await start(id);
  const paused = await fleet.settle(id);
  expect(paused).toMatchObject({ state: 'PAUSED', counts: { SUCCESS: 1, PLANNED: 2 } });
  expect(paused.haltReason).toContain('resume');
  await resume(id);
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS' });
});

test('cancelled, jobs that wait end, nothing begins, and the rest counts as cancelled; it stays so', async () => {
  const ids = await fleet.open(5);
  const { id } = await fleet.planned(ids, { settings: { canary: 0, parallel: 2 } });
  await start(id);
  await fleet.run(1);
  const cancelled = await cancel(id);
  expect(cancelled).toMatchObject({ state: 'CANCELLED', haltReason: 'Cancelled by Some owner.' });
  expect(counted(cancelled)).toEqual({ SUCCESS: 1, CANCELLED: 4 });
  expect(await cancel(id)).toEqual(cancelled);
  await fleet.settle(id);
  expect((await jobsOf(clinic)).map(({ state }) => state).toSorted()).toEqual(['CANCELLED', 'SUCCESS']);
  for (const verb of [start, resume, pause]) await expect(verb(id)).rejects.toMatchObject(conflict);
  await expect(retryRollout(clinic.ctx, { id })).rejects.toMatchObject(conflict);
});

test('a cancel whose process died before it reached the jobs is brought to its end by whoever looks next', async () => {
  const ids = await fleet.open(2);
  const { id } = await fleet.planned(ids, { settings: { canary: 0 } });
  await start(id);
  await clinic.ctx.db
    .updateTable('rollouts')
    .set({ state: 'CANCELLED', cancelled_by: clinic.ctx.actor.memberId, finished_at: new Date() })
    .where('id', '=', id)
    .execute();
  await fleet.look();
  expect((await jobsOf(clinic)).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
});

test('cancelled while it is planned, it makes no plan any more', async () => {
  const ids = await fleet.open(2);
  const { id } = await fleet.create(ids);
  await cancel(id);
  await fleet.plan();
  expect(await clinic.ctx.db.selectFrom('plans').select('id').execute()).toEqual([]);
});

test('an account that is left out is not touched, and another one becomes the canary', async () => {
  const ids = await fleet.open(3);
  const [first = '', second = ''] = ids;
  const { id } = await fleet.planned(ids);
  expect(counted(await skip(id, first))).toEqual({ SKIPPED: 1, PLANNED: 2 });
  expect(await skip(id, first)).toMatchObject({ counts: { SKIPPED: 1 } });
  await start(id);
  expect((await jobsOf(clinic)).map(({ location_id }) => location_id)).toEqual([second]);
  await expect(skip(id, second)).rejects.toMatchObject(conflict);
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 2, SKIPPED: 1 } });
  await expect(skip(id, first, false)).rejects.toMatchObject(conflict);
});

test('an account that was left out before it was planned is planned when it is taken in again', async () => {
  const ids = await fleet.open(2);
  const [first = ''] = ids;
  const { id } = await fleet.create(ids);
  await skip(id, first);
  await fleet.plan();
  await fleet.look();
  expect(await fleet.get(id)).toMatchObject({ state: 'PLANNED', counts: { SKIPPED: 1, PLANNED: 1 } });
  expect(await skip(id, first, false)).toMatchObject({ state: 'PLANNING', counts: { PLANNING: 1 } });
  await fleet.plan();
  await fleet.look();
  expect(await fleet.get(id)).toMatchObject({ state: 'PLANNED', counts: { PLANNED: 2 } });
});

test('refuses accounts that cannot be reached, by name, those named twice, and those of nobody', async () => {
  const [first = '', second = ''] = await fleet.open(2);
  const { blueprint } = await fleet.create([first]);
  const create = (...locationIds: string[]) =>
    createRollout(clinic.ctx, {
      blueprintVersionId: blueprint.versionId,
      targets: locationIds.map((locationId) => ({ locationId })),
    });
  await expect(create(first, first)).rejects.toThrow(/Named twice: Branch/);
  await expect(create(first, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await clinic.ctx.db.updateTable('locations').set({ state: 'paused' }).where('id', 'in', [first, second]).execute();
  await expect(create(first)).rejects.toMatchObject({ code: 'ACCOUNT_PAUSED' });
  await expect(create(first, second)).rejects.toThrow(/2 accounts cannot be reached.*Branch \d+, Branch \d+/);
});

test('values given for one account in one rollout are that account’s alone', async () => {
  const ids = await fleet.open(2);
  const source =
    'groundwork: 1\nname: Own\nvariables:\n  who: { type: string }\nresources:\n  tag:\n    a: { name: "of ${var.who}" }\n';
  const blocked = await fleet.planned(ids, { source });
  expect(counted(blocked)).toEqual({ BLOCKED: 2 });
  expect(blocked.waves).toMatchObject([{ total: 2, ended: 2, succeeded: 0, failed: 0, blocked: 2 }]);
  const { id } = await createRollout(clinic.ctx, {
    blueprintVersionId: blocked.blueprint.versionId,
    targets: ids.map((locationId, index) => ({ locationId, inputs: { who: `branch ${index}` } })),
  });
  await fleet.plan();
  await fleet.look();
  await start(id);
  await fleet.settle(id);
  for (const [index, ownerId] of ids.entries())
    expect(await clinic.world.sandbox.control.listResources({ kind: 'tag', ownerId })).toMatchObject([
      { name: `of branch ${index}` },
    ]);
});

test('the matrix has the lines of all plans, in their order, whichever account has them', async () => {
  const ids = await fleet.open(3);
  const source = (more: string) =>
    `groundwork: 1\nname: Lines\nresources:\n  tag:\n    a: { name: a }\n${more}    c: { name: c }\n`;
  const first = await fleet.planned(ids.slice(0, 1), { source: source('    b: { name: b }\n') });
  await start(first.id);
  await fleet.settle(first.id);
  const { id } = await fleet.planned(ids, { source: source('') });
  const page = await getMatrix(clinic.ctx, { id, offset: 0, limit: 2 });
  const addresses = page.columns.map(({ address }) => address);
  expect(addresses.toSorted()).toEqual(['tag.a', 'tag.b', 'tag.c']);
  const cellsOf = (row: number) =>
    Object.fromEntries(addresses.map((address, column) => [address, page.rows[row]?.cells[column]]));
  expect(cellsOf(0)).toEqual({ 'tag.a': 'no-op', 'tag.b': 'planned', 'tag.c': 'no-op' });
  expect(cellsOf(1)).toEqual({ 'tag.a': 'planned', 'tag.b': null, 'tag.c': 'planned' });
  expect(page).toMatchObject({ total: 3, rows: [{ summary: { delete: 1, 'no-op': 2 } }, { summary: { create: 2 } }] });
  expect(await getMatrix(clinic.ctx, { id, offset: 10, limit: 2 })).toMatchObject({ rows: [], total: 3 });
});

test('rollouts are listed newest first, page by page', async () => {
  const ids = await fleet.open(1);
  const made = [];
  for (let index = 0; index < 5; index++) made.unshift((await fleet.create(ids)).id);
  const read = async (cursor?: string): Promise<string[]> => {
    const { rollouts, nextCursor } = await listRollouts(clinic.ctx, { cursor, limit: 2 });
    const page = rollouts.map(({ id }) => id);
    return nextCursor ? [...page, ...(await read(nextCursor))] : page;
  };
  expect(await read()).toEqual(made);
});

/** What followers of the agency were told of rollouts. */
const heard = async () =>
  (await clinic.ctx.db.selectFrom('events').select('event').orderBy('id').execute()).flatMap(({ event }) =>
    event.type === 'rollout.changed' ? [event.rollout] : [],
  );

test('followers hear at once of an account that is left out, and of one that is taken in again a moment later', async () => {
  const [first = '', ...others] = await fleet.open(3);
  const { id } = await fleet.planned([first, ...others]);
  const before = (await heard()).length;
  await skip(id, first);
  await skip(id, first, false);
  const counts = (await heard()).slice(before).map((rollout) => rollout.counts);
  expect(counts).toMatchObject([{ SKIPPED: 1, PLANNED: 2 }, { PLANNED: 3 }]);
});

test('followers hear of progress once a second at most, and of the end at once', async () => {
  const ids = await fleet.open(8);
  const { id } = await fleet.planned(ids, { settings: { canary: 0, parallel: 1 } });
  let now = new Date();
  const core = { ...clinic.world.core, now: () => now };
  await start(id);
  const before = (await heard()).length;
  for (let job = 0; job < 6; job++) {
    await fleet.run(1);
    for (let look = 0; look < 3; look++) await advanceRollouts(core, never);
  }
  expect((await heard()).length - before).toBeLessThanOrEqual(1);
  now = new Date(now.getTime() + 2_000);
  await advanceRollouts(core, never);
  expect((await heard()).at(-1)).toMatchObject({ counts: { SUCCESS: 6 } });
  for (let job = 0; job < 2; job++) {
    await fleet.run(1);
    await advanceRollouts(core, never);
  }
  expect((await heard()).at(-1)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 8 } });
  expect((await heard()).length - before).toBeLessThanOrEqual(3);
  // Nothing is left to look for.
  expect(await clinic.ctx.db.selectFrom('rollouts').where('is_open', '=', true).select('id').execute()).toEqual([]);
});
