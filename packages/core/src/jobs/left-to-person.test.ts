import { expect, test } from 'vitest';
import { account, location, openClinic } from '../testing/clinic.ts';
import { everyKind } from '../testing/every-kind.ts';
import { startJob } from './start-job.ts';

const clinic = openClinic();
/** A token without the right to write groups: its calendars can do without one, the link to a calendar cannot. */
const withheld = {
  missingScopes: (kind: string) =>
    Promise.resolve({ read: [], write: kind === 'calendarGroup' ? ['calendars/groups.write'] : [] }),
};

test('what a person has to do holds nothing else back, and the job says what is left and what waits for it', async () => {
  const { ghl } = clinic.world.core;
  clinic.ctx.ghl = { ...ghl, ...withheld };
  const plan = await clinic.plan(everyKind);
  expect(plan.summary).toMatchObject({ manual: 1, create: 7 });
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id }), withheld);
  expect(job).toMatchObject({ state: 'SUCCESS', total: 5, done: 5, manual: 1, waiting: 2 });
  expect(job.log.at(-1)?.message).toBe(
    'Done: 5 applied and verified; 1 step is left to a person, and 2 more changes wait for that: plan again once it is done',
  );

  await ghl.create('calendarGroup', account, { name: 'Visits' });
  const next = await clinic.plan(everyKind);
  expect(next.summary).toMatchObject({ manual: 0, adopt: 1, create: 2, 'no-op': 5 });
  expect(await clinic.run(await startJob(clinic.ctx, { planId: next.id }), withheld)).toMatchObject({
    state: 'SUCCESS',
  });
});

test('a plan of which everything waits for a person cannot be applied, and says why', async () => {
  clinic.ctx.ghl = { ...clinic.world.core.ghl, ...withheld };
  const source = `groundwork: 1\nname: Clinic\nresources:\n  calendarGroup:\n    g: { name: G }\n  calendar:\n    c: { name: C, groupId: "\${calendarGroup.g.id}" }\n`;
  const plan = await clinic.plan(source);
  await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toMatchObject({
    code: 'PLAN_EMPTY',
    message: expect.stringContaining('by hand') as string,
  });
});

test('a stage that goes from a pipeline that stays needs the account’s name too', async () => {
  const pipeline = (...stages: string[]) =>
    `groundwork: 1\nname: Clinic\nresources:\n  pipeline:\n    p: { name: P, stages: [${stages.map((name) => `{ name: ${name} }`).join(', ')}] }\n`;
  await clinic.apply(pipeline('New', 'Old'));
  const plan = await clinic.plan(pipeline('New'));
  await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toMatchObject({
    code: 'BAD_REQUEST',
    message: expect.stringContaining('pipeline.p "Old"') as string,
  });
  await startJob(clinic.ctx, { planId: plan.id, confirm: location.name });
});

test('what another blueprint was applied to as well is not deleted', async () => {
  const tags = (name: string, ...names: string[]) =>
    `groundwork: 1\nname: ${name}\nresources:\n  tag:\n${names.map((tag) => `    ${tag}: { name: ${tag} }\n`).join('')}`;
  await clinic.apply(tags('One', 'shared', 'own'));
  await clinic.apply(tags('Two', 'shared', 'other'));
  const plan = await clinic.plan(tags('One', 'other'));
  expect(plan.items.map(({ address, action }) => [address, action])).toEqual([
    ['tag.other', 'adopt'],
    ['tag.shared', 'no-op'],
    ['tag.own', 'delete'],
  ]);
  expect(plan.items[1]?.notes).toEqual(['No longer in this blueprint, but "Two" was applied to it too. It is kept.']);
});
