import { ServiceError } from '@groundwork/integrations';
import { expect, test } from 'vitest';
import { getDrift } from './get-drift.ts';
import { openAccounts, threeAccounts } from './testing/accounts.ts';

const world = openAccounts();
const [one, two, three] = threeAccounts;

test('why accounts could not be read is said once, with how many they are, and by account as before', async () => {
  await world.applyTo(3);
  const ended = new ServiceError({
    service: 'bridge',
    operation: 'accessToken',
    code: 'RECONNECT_NEEDED',
    message: 'An admin of the agency has to connect again.',
    retryable: false,
    outcome: 'not-applied',
  });
  const list = () => Promise.reject(ended);
  const { ghl } = world.world.core;
  for (const { id } of [one, two]) await world.check(id, {}, { ghl: { ...ghl, list } });
  await world.check(three.id);
  const { failureCauses, failures, counts } = await getDrift(world.ctx);
  expect(counts).toMatchObject({ failed: 2, clean: 1 });
  expect(failureCauses).toEqual([
    {
      error: expect.objectContaining({ code: 'RECONNECT_NEEDED' }) as object,
      accounts: 2,
      examples: [one, two]
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ id, name }) => ({ id, name, checkedAt: expect.stringMatching(/^\d{4}-.*T.*Z$/) as string })),
    },
  ]);
  expect(failures.map(({ location }) => location.id).toSorted()).toEqual([one.id, two.id].toSorted());
});

test('causes are given page by page, each once, and it is said how many there are', async () => {
  const tags = Array.from({ length: 5 }, (_, index) => `    t${index}: { name: tag ${index} }\n`).join('');
  const source = `groundwork: 1\nname: Tags\nresources:\n  tag:\n${tags}`;
  await world.applyTo(2, source);
  for (let index = 0; index < 5; index++) await world.remove(one.id, ['tag', `tag ${index}`]);
  await world.remove(two.id, ['tag', 'tag 3']);
  await world.checkAll();
  const page = async (offset: number) => {
    const { causes, causesTotal } = await getDrift(world.ctx, { offset, limit: 2 });
    return [causesTotal, ...causes.map(({ address }) => address)];
  };
  expect(await page(0)).toEqual([5, 'tag.t3', 'tag.t0']);
  expect(await page(2)).toEqual([5, 'tag.t1', 'tag.t2']);
  expect(await page(4)).toEqual([5, 'tag.t4']);
  expect(await page(6)).toEqual([5]);
  expect((await getDrift(world.ctx)).causes).toHaveLength(5);
});
