import { expect, test } from 'vitest';
import { startJob } from '../jobs/start-job.ts';
import { recordOf } from '../testing/account-contents.ts';
import { account, location, openClinic } from '../testing/clinic.ts';
import { everyKind, held } from '../testing/every-kind.ts';
import { planDestroy } from './plan-destroy.ts';

const clinic = openClinic();

const destroy = async (blueprintId: string) => planDestroy(clinic.ctx, { locationId: location.id, blueprintId });

test('a destroy takes away all that the blueprint made, once the account’s name is typed, and nothing is recorded of it', async () => {
  const applied = await clinic.apply(everyKind);
  const plan = await destroy(applied.blueprint.id);
  expect(plan).toMatchObject({ purpose: 'destroy', rollsBack: null, summary: { delete: 8 }, variables: {} });
  expect(plan.items.flatMap(({ notes }) => notes).join(' ')).not.toContain('No longer in the blueprint');
  await expect(startJob(clinic.ctx, { planId: plan.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));
  expect(job).toMatchObject({ state: 'SUCCESS', purpose: 'destroy', done: 8 });
  expect(await held(clinic)).toEqual([]);
  expect(await recordOf(clinic)).toEqual([]);
  await expect(destroy(applied.blueprint.id)).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('nothing to destroy') as string,
  });
});

test('what was there before, what is protected, and what another blueprint was applied to stays, and says why', async () => {
  await clinic.world.sandbox.control.edit({
    kind: 'tag',
    ownerId: location.id,
    changes: { name: 'theirs', locationId: location.id },
  });
  const tags = (name: string, ...entries: string[]) =>
    `groundwork: 1\nname: ${name}\nresources:\n  tag:\n${entries.map((entry) => `    ${entry}\n`).join('')}`;
  const applied = await clinic.apply(
    tags(
      'Clinic',
      'theirs: { name: theirs }',
      'safe: { name: safe, lifecycle: { preventDestroy: true } }',
      'shared: { name: shared }',
      'own: { name: own }',
    ),
  );
  await clinic.apply(tags('Other', 'shared: { name: shared }'));
  const plan = await destroy(applied.blueprint.id);
  expect(plan.blueprint.version).toBe(1);
  expect(Object.fromEntries(plan.items.map(({ address, action, notes }) => [address, [action, notes[0]]]))).toEqual({
    'tag.theirs': ['no-op', expect.stringContaining('before Groundwork')],
    'tag.safe': ['no-op', expect.stringContaining('preventDestroy')],
    'tag.shared': ['no-op', expect.stringContaining('"Other"')],
    'tag.own': ['delete', expect.any(String)],
  });
  await clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));
  expect(await clinic.names('tag')).toEqual(['safe', 'shared', 'theirs']);
});

test('a destroy names the version that was applied last, also when there is a newer one', async () => {
  const first = await clinic.apply('groundwork: 1\nname: Clinic\nresources:\n  tag:\n    a: { name: a }\n');
  await clinic.plan('groundwork: 1\nname: Clinic\nresources:\n  tag:\n    b: { name: b }\n');
  expect((await destroy(first.blueprint.id)).blueprint).toMatchObject({ version: 1 });
});

test('what a client deleted is not recorded any more once the rest is destroyed; what was written just now is not taken for deleted', async () => {
  const applied = await clinic.apply(
    'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    a: { name: a }\n    b: { name: b }\n',
  );
  await clinic.world.core.ghl.remove('tag', account, (await clinic.find('tag', 'a')).id);
  await destroy(applied.blueprint.id);
  expect(await recordOf(clinic)).toHaveLength(2);
  await clinic.world.core.db
    .updateTable('resource_states')
    .set({ updated_at: new Date(0) })
    .execute();
  const plan = await destroy(applied.blueprint.id);
  expect(plan.summary.delete).toBe(1);
  await clinic.run(await startJob(clinic.ctx, { planId: plan.id, confirm: location.name }));
  expect(await recordOf(clinic)).toEqual([]);
});
