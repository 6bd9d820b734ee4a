import { type FaultInput, fixtures } from '@groundwork/ghl-sandbox';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { refusalOf } from './raw-call.ts';
import { planFor, type World } from './world.ts';

const { id: locationId } = fixtures.locations.homeServices;
const source = `groundwork: 1
name: Two lists
resources:
  tag:
    a: { name: listed }
  customField:
    b: { name: Listed field, dataType: TEXT }
`;

const json = (body: string) => ({ mode: 'status', status: 200, contentType: 'application/json', body }) as const;
const faults: [string, Omit<FaultInput, 'path'>][] = [
  ['one of two lists fails', { mode: 'status', status: 500 }],
  ['a list breaks off half way', json('{"customFields":[{"id":"a","na')],
  ['a row lacks its name', json('{"customFields":[{"id":"a"}]}')],
  ['a list is a web page', { mode: 'status', status: 200 }],
  ['a list is nothing at all', { mode: 'empty' }],
];

export function plans(world: World): void {
  let versionId: string;
  beforeAll(async () => {
    versionId = (await world.owner.trpc.blueprints.save.mutate({ source })).id;
    await planFor(world, locationId, versionId);
  });
  afterEach(() => world.sandbox.clearFaults());

  test.each(faults)('%s', async (_, fault) => {
    const before = await world.ledger.read();
    await world.sandbox.addFault({
      ...fault,
      method: 'GET',
      path: `/locations/${locationId}/customFields`,
      count: 20,
    });
    expect(await refusalOf(planFor(world, locationId, versionId))).toMatchObject({
      code: 'GHL_UNAVAILABLE',
      retryable: true,
      message: expect.stringMatching(/could not be read completely, so there is no plan\..*Try again/),
    });
    expect(await world.ledger.read()).toEqual(before);
    await world.sandbox.clearFaults();
    expect((await planFor(world, locationId, versionId)).summary).toMatchObject({ create: 2 });
  });

  test('accounts stay as they were when their list fails after its first page', async () => {
    const { list, sync } = world.owner.trpc.accounts;
    const { accounts } = await list.query();
    const before = await world.ledger.read();
    await world.sandbox.addFault({
      path: '/oauth/installedLocations',
      mode: 'status',
      status: 500,
      after: 1,
      count: 20,
    });
    expect(await refusalOf(sync.mutate())).toMatchObject({
      code: 'GHL_UNAVAILABLE',
      retryable: true,
      message: expect.stringMatching(/Try again/),
    });
    expect(await world.ledger.read()).toEqual(before);
    await world.sandbox.clearFaults();
    expect((await list.query()).accounts).toEqual(accounts);
    expect((await sync.mutate()).accounts).toEqual(accounts);
  });
}
