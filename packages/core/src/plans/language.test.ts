import { expect, test } from 'vitest';
import { saveBlueprint } from '../blueprints/save-blueprint.ts';
import { captureAccount } from '../captures/capture-account.ts';
import { getJob } from '../jobs/get-job.ts';
import { startJob } from '../jobs/start-job.ts';
import { account, location, openClinic } from '../testing/clinic.ts';
import { createPlan } from './create-plan.ts';

const clinic = openClinic();
const head = 'groundwork: 1\nname: Clinic\n';

test('one resource for each item: made, added and taken away with the list, with nothing left to do after each', async () => {
  const services = (list: string) => `${head}resources:
  calendarGroup: { room: { forEach: [${list}], name: 'Room \${each.key}', slug: 'room-\${each.key}' } }
  calendar:
    visit:
      forEach: [${list}]
      name: 'Visit \${each.key}'
      groupId: '\${calendarGroup.room[each.key].id}'
`;
  expect(await clinic.apply(services('exam, cleaning'))).toMatchObject({ state: 'SUCCESS', total: 4 });
  expect(await clinic.names('calendar')).toEqual(['Visit cleaning', 'Visit exam']);
  const exam = await clinic.find('calendar', 'Visit exam');
  expect(exam.attributes['groupId']).toBe((await clinic.find('calendarGroup', 'Room exam')).id);

  expect((await clinic.plan(services('exam, cleaning'))).summary).toMatchObject({ 'no-op': 4, create: 0 });
  expect(await clinic.apply(services('exam, surgery'))).toMatchObject({ state: 'SUCCESS' });
  expect(await clinic.names('calendar')).toEqual(['Visit exam', 'Visit surgery']);
  expect((await clinic.find('calendar', 'Visit exam')).id).toBe(exam.id);
  expect((await clinic.plan(services('surgery, exam'))).summary).toMatchObject({ 'no-op': 4 });
});

test('what is seeded is made once: a change, a removal and the end of its line leave it to the client', async () => {
  const seeded = (value: string) =>
    `${head}resources:\n  customValue: { hello: { name: Hello, value: ${value}, lifecycle: { manage: seed } } }\n  tag: { a: { name: a } }\n`;
  await clinic.apply(seeded('ours'));
  expect((await clinic.plan(seeded('newer'))).summary).toMatchObject({ 'no-op': 2 });
  const dropped = await clinic.plan(`${head}resources:\n  tag: { a: { name: a } }\n`);
  expect(dropped.summary).toMatchObject({ delete: 0, 'no-op': 2 });
  await clinic.world.core.ghl.remove('customValue', account, (await clinic.find('customValue', 'Hello')).id);
  expect((await clinic.plan(seeded('ours'))).summary).toMatchObject({ create: 0 });
});

test('what is protected stays, until a plan with nothing to do has taken its protection away', async () => {
  const value = (lifecycle: string) =>
    `${head}resources:\n  customValue: { hello: { name: Hello, value: x${lifecycle} } }\n  tag: { a: { name: a } }\n`;
  const without = `${head}resources:\n  tag: { a: { name: a } }\n`;
  await clinic.apply(value(''));
  expect((await clinic.plan(without)).summary.delete).toBe(1);
  expect((await clinic.plan(value(', lifecycle: { preventDestroy: true }'))).summary).toMatchObject({ 'no-op': 2 });
  expect((await clinic.plan(without)).summary.delete).toBe(0);
  // A plan that changes something else and was never applied takes nothing away.
  await clinic.plan(value('').replace('name: a }', 'name: b }'));
  expect((await clinic.plan(without)).summary.delete).toBe(0);
  await clinic.plan(value(''));
  expect((await clinic.plan(without)).summary.delete).toBe(1);
});

test('what a blueprint only observes or refers to is neither written nor taken over', async () => {
  await clinic.world.core.ghl.create('customValue', account, { name: 'Hello', value: 'theirs' });
  const observing = (mode: string) =>
    `${head}resources:\n  customValue: { hello: { name: Hello, value: ours, lifecycle: { manage: ${mode} } } }\n`;
  expect((await clinic.plan(observing('observe'))).items).toMatchObject([
    { action: 'manual', changes: [{ path: 'value', before: 'theirs', after: 'ours' }] },
  ]);
  expect((await clinic.plan(observing('reference'))).items).toMatchObject([{ action: 'no-op', changes: [] }]);
  expect(await clinic.world.core.db.selectFrom('resource_states').selectAll().execute()).toEqual([]);
});

test('a secret reaches GHL and nothing else that anybody reads', async () => {
  const source = `${head}variables: { key: { type: string, secret: true } }
resources:
  customValue: { api: { name: API key, value: 'Bearer \${var.key}' } }
`;
  const version = await saveBlueprint(clinic.ctx, source);
  const plan = await createPlan(clinic.ctx, {
    locationId: location.id,
    blueprintVersionId: version.id,
    variables: { key: 's3cret-1' },
  });
  expect(plan.variables).toEqual({ key: '(secret)' });
  const job = await clinic.run(await startJob(clinic.ctx, { planId: plan.id }));
  expect(job.state).toBe('SUCCESS');
  expect((await clinic.find('customValue', 'API key')).attributes['value']).toBe('Bearer s3cret-1');
  const captured = await captureAccount(clinic.ctx, { locationId: location.id });
  expect(captured.source).toContain('secret: true');
  const dropped = await clinic.plan(`${head}resources: { tag: { a: { name: a } } }\n`);
  expect(dropped.items.find(({ action }) => action === 'delete')?.changes).toContainEqual({
    path: 'value',
    before: '(secret)',
    after: null,
  });
  const { db } = clinic.world.core;
  const events = await db.selectFrom('events').selectAll().execute();
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify([plan, job, await getJob(clinic.ctx, job.id), captured, dropped, events])).not.toContain(
    's3cret',
  );
});

test('what is shown of a secret is not taken for its value', async () => {
  const source = `${head}variables: { key: { type: string, secret: true } }\nresources: { customValue: { k: { name: K, value: '\${var.key}' } } }\n`;
  const { id: blueprintVersionId } = await saveBlueprint(clinic.ctx, source);
  const shown = createPlan(clinic.ctx, { locationId: location.id, blueprintVersionId, variables: { key: '(secret)' } });
  await expect(shown).rejects.toMatchObject({
    code: 'VARIABLE_INVALID',
    issues: [{ message: expect.stringContaining('Give its value again') as string }],
  });
});

test('a list variable fills a forEach, and what no list can be is refused with the variable named', async () => {
  const source = `${head}variables: { tags: { type: list } }\nresources:\n  tag: { t: { forEach: '\${var.tags}', name: '\${each.key}' } }\n`;
  const version = await saveBlueprint(clinic.ctx, source);
  const plan = (tags: string[]) =>
    createPlan(clinic.ctx, { locationId: location.id, blueprintVersionId: version.id, variables: { tags } });
  expect((await plan(['x', 'y'])).items.map(({ address }) => address)).toEqual(['tag.t["x"]', 'tag.t["y"]']);
  await expect(plan(['x', 'x'])).rejects.toMatchObject({ code: 'VARIABLE_INVALID' });
});
