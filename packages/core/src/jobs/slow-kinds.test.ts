import { expect, test } from 'vitest';
import { account, openClinic } from '../testing/clinic.ts';
import { everyKind } from '../testing/every-kind.ts';

const clinic = openClinic();
test('lists that lag by seconds make no duplicates of what GHL created without saying so', async () => {
  await clinic.world.sandbox.control.setKnobs({ listLagMs: 4_000 });
  const job = await clinic.start(
    'groundwork: 1\nname: Clinic\nresources:\n  pipeline:\n    sales: { name: Sales of spring, stages: [{ name: New }, { name: Won }] }\n',
  );
  const { control } = clinic.world.sandbox;
  await control.addFault({ method: 'POST', path: '/opportunities/pipelines', mode: 'act-and-drop', count: 1 });
  const ended = await clinic.run(job);
  expect(ended.steps.map((step) => [step.state, step.attempts])).toEqual([['VERIFIED', 1]]);
  expect(await control.listResources({ kind: 'pipeline', ownerId: account.locationId })).toHaveLength(1);
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
