import { kindNames } from '@groundwork/shared/kinds';
import { expect, test } from 'vitest';
import { account, openClinic } from '../testing/clinic.ts';

const clinic = openClinic();
const blueprint = `
groundwork: 1
name: Clinic
resources:
  tag:
    vip: { name: VIP guest }
  customField:
    insurer: { name: Insurer, model: contact, dataType: TEXT }
  customValue:
    visits: { name: Visits link, value: "Book at \${calendar.visits.slug}" }
  calendarGroup:
    care: { name: Care, slug: care }
  calendar:
    visits:
      name: First visits
      groupId: "\${calendarGroup.care.id}"
      slotDuration: 45
      openHours: [{ days: [mon, tue], from: '09:00', to: '17:00' }]
  pipeline:
    leads: { name: Leads, stages: [{ name: New, winProbability: 10 }, { name: Won, winProbability: 100 }] }
  product:
    whitening:
      name: Whitening
      productType: SERVICE
      prices: [{ name: Once, type: one_time, amount: 249, currency: USD }, { name: Monthly, type: recurring, amount: 29, currency: USD, interval: month, intervalCount: 1 }]
  triggerLink:
    book: { name: Book, redirectTo: "https://example.com/{{location.id}}" }
`;
const onlyTag = 'groundwork: 1\nname: Clinic\nresources:\n  tag:\n    vip: { name: VIP guest }\n';

test('all eight kinds are applied, verified, unchanged in a second plan, and deleted again in an order GHL takes', async () => {
  const job = await clinic.apply(blueprint);
  expect(job.steps.filter((step) => step.error).map((step) => [step.address, step.error?.message])).toEqual([]);
  expect(job).toMatchObject({ state: 'SUCCESS', done: 8 });
  expect(new Set(job.steps.map((step) => step.kind))).toEqual(new Set(kindNames));
  const again = await clinic.plan(blueprint);
  expect(again.items.map((item) => [item.address, item.action]).filter(([, action]) => action !== 'no-op')).toEqual([]);

  const deleted = await clinic.apply(onlyTag);
  expect(deleted).toMatchObject({ state: 'SUCCESS', done: 7 });
  for (const kind of kindNames) expect(await clinic.names(kind)).toEqual(kind === 'tag' ? ['vip guest'] : []);
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
  expect(await control.listResources({ kind: 'pipeline', ownerId: account.locationId })).toHaveLength(1);
});

test('a product of which one price got lost is completed, not made twice', async () => {
  const job = await clinic.start(blueprint);
  const { control } = clinic.world.sandbox;
  await control.addFault({ method: 'POST', path: '/products/*/price', mode: 'drop', count: 1, after: 1 });
  const ended = await clinic.run(job);
  expect(ended.steps.filter((step) => step.error).map((step) => [step.address, step.error?.message])).toEqual([]);
  expect(ended.state).toBe('SUCCESS');
  expect(ended.log.filter((line) => line.level === 'warn').map((line) => line.address)).toEqual(['product.whitening']);
  const products = await clinic.list('product');
  expect(products).toHaveLength(1);
  expect(products[0]?.attributes['prices']).toHaveLength(2);
});
