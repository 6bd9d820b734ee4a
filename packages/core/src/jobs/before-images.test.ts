import type { BeforeImage } from '@groundwork/shared/plan';
import { expect, test } from 'vitest';
import { account, clinicBlueprint, location, openClinic } from '../testing/clinic.ts';
import { retryJob } from './reopen-job.ts';

const clinic = openClinic();

const value = (text: string) =>
  `groundwork: 1\nname: Clinic\nresources:\n  customValue:\n    a: { name: A, value: ${text} }\n`;

async function imagesOf(jobId: string): Promise<(BeforeImage | null)[]> {
  const rows = await clinic.world.core.db
    .selectFrom('job_steps')
    .where('job_id', '=', jobId)
    .orderBy('position')
    .select('before')
    .execute();
  return rows.map(({ before }) => before);
}

async function edit(text: string): Promise<void> {
  const live = await clinic.find('customValue', 'A');
  await clinic.world.core.ghl.update('customValue', account, live, { name: 'A', value: text });
}

test('a step that creates has found nothing, and one that has not begun says nothing', async () => {
  const job = await clinic.start(clinicBlueprint);
  expect(await imagesOf(job.id)).toEqual(Array.from({ length: 5 }, () => null));
  await clinic.run(job);
  expect(await imagesOf(job.id)).toEqual(Array.from({ length: 5 }, () => ({ live: null, state: null })));
});

test('a step keeps what the account held and what was recorded right before its first write, not when it was planned', async () => {
  await clinic.apply(value('first'));
  const { id } = await clinic.find('customValue', 'A');
  const tag = 'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    a: { name: a }\n';
  const job = await clinic.start(tag);
  // A delete takes with it whatever a client has written meanwhile in places that nobody compares.
  await clinic.world.sandbox.control.edit({
    kind: 'customValue',
    id,
    changes: { fieldKey: '{{ custom_values.other }}' },
  });
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS' });
  const [created, deleted] = await imagesOf(job.id);
  expect(created).toEqual({ live: null, state: null });
  expect(deleted).toMatchObject({
    live: { name: 'A', value: 'first', fieldKey: expect.stringContaining('other') as string },
    state: {
      address: 'customValue.a',
      kind: 'customValue',
      ghlId: id,
      origin: 'created',
      lastApplied: { value: 'first' },
    },
  });
});

test('the first image stands: a later attempt does not put its own findings into its place', async () => {
  await clinic.apply(value('first'));
  const job = await clinic.start(value('second'));
  const { control } = clinic.world.sandbox;
  await control.addFault({ method: 'PUT', path: '/locations/*/customValues/*', mode: 'act-and-drop', count: 1 });
  expect(await clinic.run(job)).toMatchObject({ state: 'SUCCESS' });
  const [image] = await imagesOf(job.id);
  expect(image?.live).toMatchObject({ value: 'first' });

  await control.addFault({ method: 'PUT', path: '/locations/*/customValues/*', mode: 'store-nothing', count: 1 });
  const failing = await clinic.start(value('third'));
  expect(await clinic.run(failing)).toMatchObject({ state: 'FAILED' });
  await retryJob(clinic.ctx, { id: failing.id });
  expect(await clinic.run(failing)).toMatchObject({ state: 'SUCCESS' });
  expect((await imagesOf(failing.id))[0]?.live).toMatchObject({ value: 'second' });
});

test('what was taken over was not recorded before', async () => {
  await clinic.world.sandbox.control.edit({
    kind: 'customValue',
    ownerId: location.id,
    changes: { name: 'A', value: 'theirs', locationId: location.id },
  });
  const job = await clinic.apply(value('ours'));
  expect(await imagesOf(job.id)).toMatchObject([{ live: { value: 'theirs' }, state: null }]);
  await edit('edited');
  await edit('ours');
  const next = await clinic.apply(value('next'));
  expect(await imagesOf(next.id)).toMatchObject([
    { live: { value: 'ours' }, state: { origin: 'adopted', lastApplied: { value: 'ours' } } },
  ]);
});
