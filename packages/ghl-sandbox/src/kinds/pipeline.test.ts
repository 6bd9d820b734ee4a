import { describe, expect, it } from 'vitest';
import type { fixtures } from '../index.ts';
import { openLocation } from '../testing/open-location.ts';

const v3 = { Version: 'v3' };
const path = '/opportunities/pipelines';

interface Pipeline {
  id: string;
  name: string;
  stages: { id: string; name: string; position: number; stageWinProbability: number }[];
}

async function open(
  key: keyof typeof fixtures.locations = 'accounting',
  options: Parameters<typeof openLocation>[1] = {},
) {
  const opened = await openLocation(key, options);
  const { call, locationId } = opened;
  return {
    ...opened,
    create: (name: string, stages: object[]) => call('POST', path, { name, locationId, stages }, v3),
    put: (id: string, body: object) => call('PUT', `${path}/${id}`, body, v3),
    list: async () => (await call('GET', `${path}?locationId=${locationId}`)).json['pipelines'] as Pipeline[],
  };
}

const pipelineIn = ({ json }: { json: Record<string, unknown> }) => json['pipeline'] as Pipeline;
const named = (...names: string[]) => names.map((name, position) => ({ name, position, stageWinProbability: 50 }));

describe('pipelines', () => {
  it('are listed in every version, and otherwise there in v3 only', async () => {
    const { call, create, list, locationId } = await open();
    const { id } = pipelineIn(await create('Sales', named('New')));
    expect(await list()).toHaveLength(1);
    for (const [method, url] of [
      ['POST', path],
      ['GET', `${path}/${id}`],
      ['PUT', `${path}/${id}`],
      ['DELETE', `${path}/${id}`],
    ] as const)
      expect(await call(method, url, method === 'GET' ? undefined : { locationId })).toMatchObject({
        status: 404,
        json: { message: `Cannot ${method} ${url}` },
      });
    expect((await call('PUT', `${path}/${id}`, {}, { Version: '' })).json['message']).toBe(
      'version header was not found.',
    );
    expect((await call('GET', `${path}/${id}`, undefined, v3)).status).toBe(200);
  });

  it('keep stages by id, make those without one, and drop the others with their cards moved to the first', async () => {
    const { put, list, call, locationId } = await open('dental');
    const [pipeline] = await list();
    const stages = pipeline?.stages ?? [];
    const waiting = stages.find(({ name }) => name === 'Waiting for Dr. Osei');
    const search = async (query = '') =>
      (await call('GET', `/opportunities/search?location_id=${locationId}${query}`)).json['meta'] as { total: number };
    const before = await search(`&pipeline_stage_id=${stages[0]?.id}`);
    expect((await search(`&pipeline_stage_id=${waiting?.id}`)).total).toBe(3);

    const kept = stages.filter(({ id }) => id !== waiting?.id);
    const changed = await put(pipeline?.id ?? '', {
      name: pipeline?.name,
      stages: [...kept.map((stage) => ({ ...stage, name: `${stage.name}!` })), ...named('Extra')].map(
        (stage, position) => ({ ...stage, position }),
      ),
    });
    expect(changed.status).toBe(201);
    expect(pipelineIn(changed).stages.map(({ id }) => id)).toEqual([...kept.map(({ id }) => id), expect.any(String)]);
    expect((await search(`&pipeline_stage_id=${waiting?.id}`)).total).toBe(0);
    expect((await search(`&pipeline_stage_id=${stages[0]?.id}`)).total).toBe(before.total + 3);
  });

  it('compute every probability where one is missing', async () => {
    const { create, put } = await open();
    const stages = [{ name: 'A', position: 0, stageWinProbability: 90 }, { name: 'B', position: 1 }, ...named('C')];
    const made = pipelineIn(
      await create(
        'Sales',
        stages.map((stage, position) => ({ ...stage, position })),
      ),
    );
    expect(made.stages.map(({ stageWinProbability }) => stageWinProbability)).toEqual([25, 50, 75]);
    const all = made.stages.map((stage, index) => ({ ...stage, stageWinProbability: index * 10 }));
    const set = pipelineIn(await put(made.id, { name: 'Sales', stages: all }));
    expect(set.stages.map(({ stageWinProbability }) => stageWinProbability)).toEqual([0, 10, 20]);
  });

  it('refuse at the top level what GET answers with, and a pipeline without stages', async () => {
    const { create, put, locationId } = await open();
    const { id, stages } = pipelineIn(await create('Sales', named('New')));
    expect(await put(id, { name: 'Sales', stages, position: 'a0', dateAdded: 'x', locationId })).toMatchObject({
      status: 422,
      json: { message: ['position', 'dateAdded', 'locationId'].map((name) => `property ${name} should not exist`) },
    });
    expect((await put(id, { name: 'Sales', stages: [] })).status).toBe(422);
    expect((await put(id, { name: 'Sales', stages: [{ name: 'New' }] })).status).toBe(422);
    expect((await put(id, { name: 'Sales', stages: [{ ...stages[0], id: 'of-another' }] })).status).toBe(400);
  });

  it('have names that are unique whatever the case, and so have their stages', async () => {
    const { create, put } = await open();
    const { id, stages } = pipelineIn(await create('Sales', named('New')));
    expect((await create('SALES', named('New'))).status).toBe(400);
    expect((await create('Other', named('New', 'new '))).status).toBe(400);
    expect((await put(id, { name: 'sales', stages })).status).toBe(201);
  });

  it('take their opportunities along when they are deleted', async () => {
    const { call, list, sandbox, locationId } = await open('gym');
    const [pipeline] = await list();
    const cards = () => sandbox.control.listResources({ kind: 'opportunity', ownerId: locationId });
    expect((await cards()).length).toBeGreaterThan(0);
    expect(await call('DELETE', `${path}/${pipeline?.id}`, undefined, v3)).toMatchObject({
      status: 200,
      json: { success: true, message: expect.any(String) },
    });
    expect(await cards()).toEqual([]);
  });

  it('appear in the list as late as the knob says', async () => {
    const { create, list, call } = await open('accounting', { knobs: { listLagMs: 600_000 } });
    const { id } = pipelineIn(await create('Sales', named('New')));
    expect(await list()).toEqual([]);
    expect((await call('GET', `${path}/${id}`, undefined, v3)).status).toBe(200);
  });

  it('need a scope of their own for each thing', async () => {
    const { create, list, call } = await open('dental', {
      knobs: { withheldScopes: ['pipelines.create', 'pipelines.write', 'pipelines.readonly'] },
    });
    const [pipeline] = await list();
    const url = `${path}/${pipeline?.id}`;
    for (const answer of [
      await create('Sales', named('New')),
      await call('GET', url, undefined, v3),
      await call('PUT', url, { name: 'x', stages: named('New') }, v3),
      await call('DELETE', url, undefined, v3),
    ])
      expect(answer).toMatchObject({
        status: 401,
        json: { message: 'The token is not authorized for this scope.' },
      });
  });
});

it('opportunities come 20 at a time unless told otherwise, and 100 at most', async () => {
  const { call, locationId } = await open('gym');
  const search = (query: string) => call('GET', `/opportunities/search?location_id=${locationId}${query}`);
  const first = await search('');
  const { total, startAfterId } = first.json['meta'] as { total: number; startAfterId: string };
  expect(first.json['opportunities']).toHaveLength(20);
  expect((await search(`&startAfterId=${startAfterId}`)).json['opportunities']).toHaveLength(total - 20);
  expect((await search('&page=2')).json['opportunities']).toHaveLength(total - 20);
  expect((await search('&limit=101')).status).toBe(422);
  expect((await call('GET', `/opportunities/search?locationId=${locationId}`)).status).toBe(422);
});
