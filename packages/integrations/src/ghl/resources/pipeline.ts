import { z } from 'zod';
import type { JsonObject } from '@groundwork/shared';
import { kinds } from '@groundwork/shared/kinds';
import type { LiveResource } from '@groundwork/shared/kinds';
import { covers } from '@groundwork/shared/plan';
import type { Operation } from '../operation.ts';
import { liveStages, stageRow, writtenStages } from './pipeline-stages.ts';
import type { Stage } from './pipeline-stages.ts';
import { ghlId, optionalFlag, optionalText, orNull } from './wire-kind.ts';
import type { WireKind } from './wire-kind.ts';

const path = '/opportunities/pipelines';
const write = { version: 'v3', scope: 'pipelines.write', path: `${path}/{id}` } as const;

/** GHL docs: Opportunities → Pipelines. Only the list is v2; its scope is not enough to read one. */
const list: Operation = {
  name: 'pipeline.list',
  method: 'GET',
  path,
  version: '2021-07-28',
  scope: 'opportunities.readonly',
  locationIn: 'query',
};
const get: Operation = { ...write, name: 'pipeline.get', method: 'GET', scope: 'pipelines.readonly' };
const create: Operation = {
  name: 'pipeline.create',
  method: 'POST',
  path,
  version: 'v3',
  scope: 'pipelines.create',
  locationIn: 'body',
};
const update: Operation = { ...write, name: 'pipeline.update', method: 'PUT' };
const remove: Operation = { ...write, name: 'pipeline.remove', method: 'DELETE' };

const row = z.object({
  id: ghlId,
  name: z.string(),
  stages: z.array(stageRow),
  useOpportunityProbability: optionalFlag,
  colorRenderMode: optionalText,
});
type Row = z.infer<typeof row>;

/** The v3 pages show no answer: bare, or wrapped as GHL wraps its other kinds. */
const one: z.ZodType<Row> = z.union([z.object({ pipeline: row }).transform(({ pipeline: inner }) => inner), row]);

/** The list is unpaged. A PUT replaces the stages: those it does not name by id are removed, and their cards move. */
export const pipeline: WireKind = {
  operations: { list: [list], apply: [get, create, update, remove] },
  list: async (send) => (await send(list, {}, z.object({ pipelines: z.array(row) }))).pipelines.map(liveOf),
  async get(send, id) {
    const found = await orNull(send(get, { path: { id } }, one));
    return found && liveOf(found);
  },
  create: async (send, attributes) => liveOf(await send(create, { body: bodyOf(attributes, []) }, one)),
  async update(send, { id }, attributes) {
    const held = await send(get, { path: { id } }, one);
    const live = liveOf(held);
    if (covers(attributes, live.attributes)) return live;
    const { name, stages, useOpportunityProbability, colorRenderMode } = held;
    // GHL refuses id, position, dates and location here (422).
    const body = { ...bodyOf({ name, ...attributes }, stages), useOpportunityProbability, colorRenderMode };
    return liveOf(await send(update, { path: { id }, body }, one));
  },
  remove: async (send, id) => void (await orNull(send(remove, { path: { id } }, z.unknown()))),
};

const liveOf = ({ id, name, stages }: Row): LiveResource => ({
  id,
  attributes: kinds.pipeline.normalise({ name, ...liveStages(stages) }),
});

function bodyOf({ name, stages }: JsonObject, held: readonly Stage[]) {
  const written = writtenStages(stages, held);
  return {
    name,
    stages: written,
    // GHL's own pages show a pipeline where any of its stages is shown, and store what is sent.
    showInFunnel: written.some(({ showInFunnel }) => showInFunnel),
    showInPieChart: written.some(({ showInPieChart }) => showInPieChart),
  };
}
