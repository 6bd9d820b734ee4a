import { expect, test } from 'vitest';
import { startJob } from '../jobs/start-job.ts';
import { openClinic } from '../testing/clinic.ts';
import { counted, jobsOf, openFleet, twoTags } from '../testing/fleet.ts';
import { beginTarget } from './begin-target.ts';
import { createRollout } from './create-rollout.ts';
import { getMatrix } from './get-matrix.ts';
import { resumeRollout } from './resume-rollout.ts';
import { retryRollout } from './retry-rollout.ts';
import { startRollout } from './start-rollout.ts';

const clinic = openClinic();
const fleet = openFleet(clinic);
const control = () => clinic.world.sandbox.control;
const start = (id: string) => startRollout(clinic.ctx, { id });
const rowsOf = async (id: string) => (await getMatrix(clinic.ctx, { id, offset: 0, limit: 200 })).rows;
const namesIn = async (ownerId: string) =>
  (await control().listResources({ kind: 'tag', ownerId })).map(({ name }) => String(name)).toSorted();
/** A client of each makes something that changes what the plan would do. */
const makeTag = async (...locationIds: string[]) => {
  for (const ownerId of locationIds) await control().edit({ kind: 'tag', ownerId, changes: { name: 'vip guest' } });
};

test('accounts that clients change while the waves run are planned anew and go on, and none of them halts it', async () => {
  const ids = await fleet.open(6);
  const { id } = await fleet.planned(ids, { settings: { canary: 1, waveSize: 5, haltAbovePercent: 0 } });
  await start(id);
  await makeTag(...ids.slice(0, 4));
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 6 } });
  for (const ownerId of ids) expect(await namesIn(ownerId)).toEqual(['recall soon', 'vip guest']);
  expect((await jobsOf(clinic)).filter(({ state }) => state === 'FAILED')).toHaveLength(4);
});

const withField = `${twoTags}  customField:\n    note: { name: Fleet note, model: contact, dataType: TEXT }\n`;

test('a new plan that destroys what nobody approved is not applied: it waits for a look, and the others go on', async () => {
  const ids = await fleet.open(3);
  const [changed = ''] = ids.slice(1);
  const first = await fleet.planned(ids, { source: withField });
  await start(first.id);
  await fleet.settle(first.id);

  const source = withField.replace('recall soon', 'recall later');
  const { id, confirmText } = await fleet.planned(ids, { source, settings: { haltAbovePercent: 0 } });
  expect(confirmText).toBe(null);
  await start(id);
  const [field] = await control().listResources({ kind: 'customField', ownerId: changed });
  await control().edit({ kind: 'customField', id: field?.id ?? '', changes: { dataType: 'NUMERICAL' } });
  const over = await fleet.settle(id);
  expect([over.state, counted(over)]).toEqual(['FAILED', { SUCCESS: 2, BLOCKED: 1 }]);
  const row = (await rowsOf(id))[1];
  expect(row).toMatchObject({ state: 'BLOCKED', jobId: null, error: { code: 'PLAN_STALE' } });
  expect(row?.error?.message).toMatch(/destroys what the approved one did not: customField\.note\. Look at the plan/);
  expect(await retryRollout(clinic.ctx, { id })).toMatchObject({ state: 'RUNNING' });
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { BLOCKED: 1 } });

  const planId = (await rowsOf(id))[1]?.planId ?? '';
  await startJob(clinic.ctx, { planId, confirm: row?.location.name });
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 3 } });
});

test('a new plan that writes over what a client made meanwhile waits for a look', async () => {
  const source = 'groundwork: 1\nname: Fleet\nresources:\n  customValue:\n    hello: { name: Hello, value: ours }\n';
  const ids = await fleet.open(2);
  const [, second = ''] = ids;
  const { id } = await fleet.planned(ids, { source });
  await start(id);
  const theirs = { name: 'Hello', value: 'theirs', locationId: second };
  await control().edit({ kind: 'customValue', ownerId: second, changes: theirs });
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, BLOCKED: 1 } });
  expect((await rowsOf(id))[1]?.error?.message).toMatch(/writes over what somebody changed there since: "value" of/);
  expect(await control().listResources({ kind: 'customValue', ownerId: second })).toMatchObject([{ value: 'theirs' }]);
});

test('a canary whose new plan waits for a look has proved nothing: it halts', async () => {
  const source = 'groundwork: 1\nname: Fleet\nresources:\n  customValue:\n    hello: { name: Hello, value: ours }\n';
  const ids = await fleet.open(2);
  const [canary = ''] = ids;
  const { id } = await fleet.planned(ids, { source });
  await start(id);
  const theirs = { name: 'Hello', value: 'theirs', locationId: canary };
  await control().edit({ kind: 'customValue', ownerId: canary, changes: theirs });
  expect(await fleet.settle(id)).toMatchObject({ state: 'HALTED', counts: { BLOCKED: 1, PLANNED: 1 } });
  await resumeRollout(clinic.ctx, { id });
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, BLOCKED: 1 } });
});

test('an account in which another version was applied meanwhile is not taken back to this one by itself', async () => {
  const ids = await fleet.open(2);
  const [, second = ''] = ids;
  const { id } = await fleet.planned(ids, { settings: { haltAbovePercent: 0 } });
  const newer = await fleet.planned([second], { source: twoTags.replace('recall soon', 'recall later') });
  await start(id);
  await start(newer.id);
  await fleet.run();
  expect(await fleet.settle(newer.id)).toMatchObject({ state: 'SUCCESS' });
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, FAILED: 1 } });
  expect((await rowsOf(id))[1]).toMatchObject({ state: 'FAILED', error: { code: 'PLAN_STALE' } });
  expect(await namesIn(second)).toEqual(['recall later', 'vip guest']);
});

test('an account that moves away from every plan is given up after three, and the others go on', async () => {
  const ids = await fleet.open(2);
  const [, restless = ''] = ids;
  const { id } = await fleet.planned(ids, { settings: { haltAbovePercent: 0 } });
  await start(id);
  await fleet.run();
  for (let round = 0; round < 6; round++) {
    await fleet.plan();
    await fleet.look();
    const held = (await control().listResources({ kind: 'tag', ownerId: restless }))[0];
    if (held) await control().remove({ kind: 'tag', id: held.id });
    else await makeTag(restless);
    await fleet.run();
  }
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, FAILED: 1 } });
  expect((await jobsOf(clinic)).filter(({ location_id }) => location_id === restless)).toHaveLength(3);
});

test('a look that found room before a retry took it begins no more than may run', async () => {
  const ids = await fleet.open(3);
  const { id } = await fleet.planned(ids, { settings: { canary: 0, parallel: 1 } });
  await start(id);
  const [waiting = ''] = (await rowsOf(id)).flatMap((row) => (row.state === 'PLANNED' ? row.location.id : []));
  const begin = () =>
    clinic.ctx.db.transaction().execute(async (tx) => {
      const rollout = await tx
        .selectFrom('rollouts')
        .where('id', '=', id)
        .selectAll()
        .forUpdate()
        .executeTakeFirstOrThrow();
      return beginTarget(clinic.world.core, tx, rollout, waiting);
    });
  expect(await begin()).toBe(false);
  expect(counted(await fleet.get(id))).toEqual({ QUEUED: 1, PLANNED: 2 });
  await fleet.run();
  expect(await begin()).toBe(true);
});

test('an account that was left for a retry, and whose client changed it, is planned anew by the retry', async () => {
  const ids = await fleet.open(2);
  const { blueprint } = await fleet.create(ids);
  const { id } = await createRollout(clinic.ctx, {
    blueprintVersionId: blueprint.versionId,
    targets: ids.map((locationId) => ({ locationId })),
    settings: { canary: 0, haltAbovePercent: 100 },
  });
  await fleet.plan();
  await fleet.look();
  await control().addFault({
    method: 'POST',
    path: `/locations/${ids[1]}/tags`,
    mode: 'status',
    status: 422,
    count: 99,
  });
  await start(id);
  expect(await fleet.settle(id)).toMatchObject({ state: 'FAILED', counts: { SUCCESS: 1, FAILED: 1 } });
  await control().clearFaults();
  await makeTag(ids[1] ?? '');
  await retryRollout(clinic.ctx, { id });
  expect(await fleet.settle(id)).toMatchObject({ state: 'SUCCESS', counts: { SUCCESS: 2 } });
});
