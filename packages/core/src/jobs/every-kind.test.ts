import { expect, test } from 'vitest';
import { location, openClinic } from '../testing/clinic.ts';
import { createRoutes, everyKind, held } from '../testing/every-kind.ts';
import { retryJob } from './reopen-job.ts';

const clinic = openClinic();

test('one of each kind is applied and verified, a second plan is empty, and an emptied blueprint takes all of it away', async () => {
  expect(await clinic.apply(everyKind)).toMatchObject({ state: 'SUCCESS', total: 8, done: 8 });
  expect(await held(clinic)).toEqual(everything);
  expect((await clinic.plan(everyKind)).summary).toMatchObject({ 'no-op': 8 });

  const nothing = 'groundwork: 1\nname: Clinic\n';
  expect((await clinic.plan(nothing)).summary).toMatchObject({ delete: 8 });
  expect(await clinic.apply(nothing)).toMatchObject({ state: 'SUCCESS', total: 8, done: 8 });
  expect(await held(clinic)).toEqual([]);
});

// What each of these does to the first write of every kind: see the sandbox's faults.
test.each(['drop', 'act-and-drop', 'create-then-422', 'status', 'empty'] as const)(
  'no kind is lost, or made twice, when the first answer to its create is: %s',
  async (mode) => {
    for (const path of createRoutes) await clinic.world.sandbox.control.addFault({ method: 'POST', path, mode });
    const job = await clinic.run(await clinic.start(everyKind));
    const ended = job.state === 'FAILED' ? await clinic.run(await retryJob(clinic.ctx, { id: job.id })) : job;
    expect(ended).toMatchObject({ state: 'SUCCESS', error: null });
    expect(await held(clinic)).toEqual(everything);
    expect((await clinic.plan(everyKind)).summary).toMatchObject({ 'no-op': 8 });
  },
);

test('what GHL says it stored and did not is no success, for any kind', async () => {
  for (const path of createRoutes)
    await clinic.world.sandbox.control.addFault({ method: 'POST', path, mode: 'store-nothing', count: 5 });
  const job = await clinic.run(await clinic.start(everyKind));
  expect(job).toMatchObject({ state: 'FAILED', done: 0 });
  expect(job.steps.filter(({ state }) => state === 'VERIFIED')).toEqual([]);
  expect(await held(clinic)).toEqual([]);

  await clinic.world.sandbox.control.clearFaults();
  expect(await clinic.run(await retryJob(clinic.ctx, { id: job.id }))).toMatchObject({ state: 'SUCCESS', done: 8 });
  expect(await held(clinic)).toEqual(everything);
});

test('lists that lag behind writes make nothing twice and nothing missing', async () => {
  await clinic.world.sandbox.control.setKnobs({ listLagMs: 2_000 });
  await expect.poll(() => clinic.names('tag')).toEqual([]);
  expect(await clinic.apply(everyKind)).toMatchObject({ state: 'SUCCESS', done: 8 });
  expect(await held(clinic)).toEqual(everything);
});

test('lists that lag by seconds make no duplicates of what GHL created without saying so', async () => {
  await clinic.world.sandbox.control.setKnobs({ listLagMs: 4_000 });
  const job = await clinic.start(
    'groundwork: 1\nname: Clinic\nresources:\n  pipeline:\n    sales: { name: Sales of spring, stages: [{ name: New }, { name: Won }] }\n',
  );
  const { control } = clinic.world.sandbox;
  await control.addFault({ method: 'POST', path: '/opportunities/pipelines', mode: 'act-and-drop', count: 1 });
  const ended = await clinic.run(job);
  expect(ended.steps.map((step) => [step.state, step.attempts])).toEqual([['VERIFIED', 1]]);
  expect(await control.listResources({ kind: 'pipeline', ownerId: location.id })).toHaveLength(1);
});

test('a product of which one price got lost is completed, not made twice', async () => {
  const job = await clinic.start(everyKind);
  const { control } = clinic.world.sandbox;
  await control.addFault({ method: 'POST', path: '/products/*/price', mode: 'drop', count: 1, after: 1 });
  const ended = await clinic.run(job);
  expect(ended.steps.filter((step) => step.error).map((step) => [step.address, step.error?.message])).toEqual([]);
  expect(ended.state).toBe('SUCCESS');
  expect(ended.log.filter((line) => line.level === 'warn').map((line) => line.address)).toEqual(['product.plan']);
  const products = await clinic.list('product');
  expect(products).toHaveLength(1);
  expect(products[0]?.attributes['prices']).toHaveLength(2);
});

const everything = [
  'calendar: Check-up of 45 minutes',
  'calendarGroup: Visits',
  'customField: Insurer',
  'customValue: Insurer hint',
  'link: Book',
  'pipeline: Patients (New, Seen)',
  'price: Monthly 20 USD',
  'price: Once 90 USD',
  'product: Care plan',
  'tag: vip guest',
];
