import { expect, test } from 'vitest';
import { openClinic } from '../testing/clinic.ts';
import { counted, jobsOf, openFleet, twoTags } from '../testing/fleet.ts';
import { getMatrix } from './get-matrix.ts';
import { startRollout } from './start-rollout.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
const start = (id: string, confirm?: string) => startRollout(clinic.ctx, { id, confirm });

test('is planned everywhere, approved once, and applied wave after wave', async () => {
  const ids = await fleet.open(13);
  const created = await fleet.create(ids, { settings: { parallel: 4 } });
  expect(created).toMatchObject({ state: 'PLANNING', total: 13, name: 'Fleet, version 1', confirmText: null });
  await expect(start(created.id)).rejects.toMatchObject({ code: 'CONFLICT' });
  await fleet.plan();
  await fleet.look();
  const planned = await fleet.get(created.id);
  expect(planned).toMatchObject({ state: 'PLANNED', summary: { create: 26 }, approvedBy: null });
  expect(planned.calls).toBeGreaterThan(26);
  expect(counted(planned)).toEqual({ PLANNED: 13 });
  expect(await jobsOf(clinic)).toEqual([]);

  const started = await start(created.id);
  expect(started).toMatchObject({ state: 'RUNNING', wave: 0, approvedBy: 'Some owner' });
  expect(counted(started)).toEqual({ QUEUED: 1, PLANNED: 12 });
  expect(await start(created.id)).toMatchObject({ state: 'RUNNING' });
  await fleet.run();
  await fleet.look();
  expect(counted(await fleet.get(created.id))).toEqual({ SUCCESS: 1, QUEUED: 4, PLANNED: 8 });
  await fleet.run(2);
  await fleet.look();
  expect(counted(await fleet.get(created.id))).toEqual({ SUCCESS: 3, QUEUED: 4, PLANNED: 6 });
  const done = await fleet.settle(created.id);
  expect(done).toMatchObject({
    state: 'SUCCESS',
    waves: [
      { number: 0, total: 1, ended: 1, succeeded: 1, failed: 0, blocked: 0 },
      { number: 1, total: 10, ended: 10, succeeded: 10, failed: 0, blocked: 0 },
      { number: 2, total: 2, ended: 2, succeeded: 2, failed: 0, blocked: 0 },
    ],
  });
  const { columns, rows, total } = await getMatrix(clinic.ctx, { id: created.id, offset: 10, limit: 50 });
  expect(total).toBe(13);
  expect(columns.map(({ address }) => address).toSorted()).toEqual(['tag.recall', 'tag.vip']);
  expect(rows.map(({ location }) => location.id)).toEqual(ids.slice(10));
  expect(rows.every(({ cells, done: verified }) => verified === 2 && cells.every((cell) => cell === 'VERIFIED'))).toBe(
    true,
  );

  const again = await fleet.create(ids, { source: twoTags });
  expect(await fleet.settle(again.id)).toMatchObject({ state: 'SUCCESS', counts: { UNCHANGED: 13 }, approvedBy: null });
});
