import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { gym } from '../../testing/sandbox-account.ts';
import { openSandboxGhl } from '../../testing/sandbox-ghl.ts';
import type { SandboxGhl } from '../../testing/sandbox-ghl.ts';

const sales = { name: 'Sales', stages: [{ name: 'Lead' }, { name: 'Offer', winProbability: 50 }, { name: 'Won' }] };

let open: SandboxGhl;
let made: LiveResource;
beforeAll(async () => {
  open = await openSandboxGhl();
});
afterAll(() => open.close());
beforeEach(async () => {
  made = await open.ghl.create('pipeline', gym, kinds.pipeline.normalise(sales));
});
afterEach(() => open.ghl.remove('pipeline', gym, made.id));

const update = (attributes: JsonObject) => open.ghl.update('pipeline', gym, made, attributes);
const held = async () =>
  (await open.sandbox.control.listResources({ kind: 'pipeline', ownerId: gym.locationId })).find(
    ({ id }) => id === made.id,
  );
const namesOf = ({ attributes }: LiveResource) =>
  Array.isArray(attributes['stages']) ? attributes['stages'].map((stage) => Object(stage)['name'] as unknown) : [];

describe('stages', () => {
  it('keep their ids where their names stay, in whatever case and order', async () => {
    const before = made.attributes['stageIds'] as Record<string, string>;
    const changed = await update({ stages: [{ name: 'WON' }, { name: 'Visit' }, { name: 'lead ' }] });
    expect(namesOf(changed)).toEqual(['WON', 'Visit', 'lead']);
    expect(changed.attributes['stageIds']).toEqual({
      won: before['won'],
      visit: expect.not.stringContaining(before['offer'] ?? 'none'),
      lead: before['lead'],
    });
  });

  it('that are new get the probability of their place, and no other is rewritten', async () => {
    expect(await held()).toMatchObject({
      stages: [{ stageWinProbability: 25 }, { stageWinProbability: 50 }, { stageWinProbability: 75 }],
    });
    const stages = [{ name: 'Lead' }, { name: 'Visit' }, { name: 'Offer', winProbability: 55 }, { name: 'Won' }];
    await update({ stages });
    expect(await held()).toMatchObject({
      stages: [25, 40, 55, 75].map((stageWinProbability, position) => ({ stageWinProbability, position })),
    });
  });

  it('keep what a client set and the blueprint does not name', async () => {
    const stages = [{ name: 'Lead', color: '#112233', showInFunnel: false }, { name: 'Won' }];
    await update({ stages });
    const changed = await update({ name: 'Sales 2', stages: [{ name: 'Lead' }, { name: 'Won' }] });
    expect(changed.attributes).toMatchObject({ name: 'Sales 2', stages });
  });
});

it('that GHL holds as it shall be is not written again: a PUT replaces the stages', async () => {
  const before = await held();
  await open.sandbox.control.clearStats();
  expect(await update({ stages: sales.stages.map(({ name }) => ({ name })) })).toEqual(made);
  expect((await open.sandbox.control.stats()).routes).toEqual({ 'GET /opportunities/pipelines/:pipelineId': 1 });
  expect(await held()).toEqual(before);
});

it('a pipeline is shown where any of its stages is', async () => {
  await update({
    stages: [
      { name: 'Lead', showInFunnel: false, showInPieChart: false },
      { name: 'Won', showInFunnel: false, showInPieChart: true },
    ],
  });
  expect(await held()).toMatchObject({ showInFunnel: false, showInPieChart: true });
});

it('a change keeps how the account shows its pipeline', async () => {
  await open.sandbox.control.edit({
    kind: 'pipeline',
    id: made.id,
    changes: { colorRenderMode: 'bg-tint', useOpportunityProbability: true },
  });
  await update({ name: 'Sales 2' });
  expect(await held()).toMatchObject({ name: 'Sales 2', colorRenderMode: 'bg-tint', useOpportunityProbability: true });
  expect(
    namesOf({ id: made.id, attributes: (await open.ghl.get('pipeline', gym, made.id))?.attributes ?? {} }),
  ).toEqual(['Lead', 'Offer', 'Won']);
});

it('a name that is taken, in any case, is told as a duplicate', async () => {
  const twin = open.ghl.create('pipeline', gym, kinds.pipeline.normalise({ ...sales, name: 'SALES' }));
  await expect(twin).rejects.toMatchObject({ code: 'GHL_REJECTED', duplicate: true });
});

it('an update of a pipeline that is gone writes nothing', async () => {
  await open.ghl.remove('pipeline', gym, made.id);
  await expect(update({ name: 'Late' })).rejects.toMatchObject({ code: 'NOT_FOUND', outcome: 'not-applied' });
});

it('a grant without the pipeline scopes can be planned, and says what applying lacks', async () => {
  const token = { accessToken: 'x', scopes: ['opportunities.readonly'], expiresAt: new Date() };
  const other = await openSandboxGhl({ tokens: { accessToken: () => Promise.resolve(token) } });
  expect(await other.ghl.missingScopes('pipeline', gym)).toEqual({
    read: [],
    write: ['pipelines.readonly', 'pipelines.create', 'pipelines.write'],
  });
  await other.close();
});
