import { z } from 'zod';
import { badRequest } from '../gate/ghl-error.ts';
import { operation, type Call, type Operation } from '../gate/operation.ts';
import { newId } from '../ids.ts';
import { allResources, listResources, putResource, removeResource, type Resource } from '../store/resources.ts';
import {
  createPipelineSchema,
  newPipeline,
  stagesIn,
  stagesOf,
  updatePipelineSchema,
  type StageInput,
} from './pipeline-shape.ts';
import { byId } from './by-id.ts';

const path = '/opportunities/pipelines';
const noQuery = z.strictObject({});
const read = { method: 'GET', tokens: ['Location'], body: z.undefined() } as const;
const write = { tokens: ['Location'], scope: 'pipelines.write', version: 'v3', query: noQuery } as const;

/** The list is in every version; reading one and writing are in v3 only, each with a scope of its own. */
export const pipelineOperations: Operation[] = [
  operation({
    ...read,
    path,
    scope: 'opportunities.readonly',
    version: '2021-07-28',
    query: z.strictObject({ locationId: z.string() }),
    handle: ({ world, locationId }) => ({ pipelines: listResources(world, 'pipeline', locationId) }),
  }),
  operation({
    ...write,
    method: 'POST',
    path,
    scope: 'pipelines.create',
    status: 201,
    body: createPipelineSchema,
    handle(call) {
      const { world, locationId, body } = call;
      refuseTakenNames(call, body);
      const place = allResources(world, 'pipeline', locationId).length;
      const pipeline = newPipeline({ ...body, place, id: newId() });
      return { pipeline: putResource(world, { kind: 'pipeline', id: pipeline.id, ownerId: locationId }, pipeline) };
    },
  }),
  operation({
    ...read,
    path: `${path}/:pipelineId`,
    scope: 'pipelines.readonly',
    version: 'v3',
    query: noQuery,
    handle: (call) => ({ pipeline: find(call) }),
  }),
  operation({
    ...write,
    method: 'PUT',
    path: `${path}/:pipelineId`,
    // Measured by others: an update answers 201 too.
    status: 201,
    body: updatePipelineSchema,
    handle(call) {
      const held = find(call);
      refuseTakenNames(call, call.body);
      const known = stagesIn(held).map(({ id }) => id);
      const stranger = call.body.stages.find(({ id }) => id !== undefined && !known.includes(id));
      if (stranger) throw badRequest(`Stage ${stranger.id} is not part of this pipeline.`);
      const stages = stagesOf(call.body.stages);
      const given = Object.entries(call.body).filter(([, value]) => value !== undefined);
      const pipeline = { ...held, ...Object.fromEntries(given), stages, dateUpdated: new Date().toISOString() };
      moveCards(
        call,
        stages.map(({ id }) => id),
      );
      return { pipeline: putResource(call.world, reference(call), pipeline) };
    },
  }),
  operation({
    ...write,
    method: 'DELETE',
    path: `${path}/:pipelineId`,
    body: z.undefined(),
    handle(call) {
      find(call);
      // GHL docs: all opportunities in it go too.
      for (const { id } of cards(call))
        removeResource(call.world, { kind: 'opportunity', id, ownerId: call.locationId });
      return { success: removeResource(call.world, reference(call)), message: 'Pipeline deleted successfully' };
    },
  }),
];

const { reference, find } = byId('pipeline', 'pipelineId', 'Pipeline not found');

const cards = ({ world, locationId, params }: Call<unknown, unknown>): Resource[] =>
  allResources(world, 'opportunity', locationId).filter(({ pipelineId }) => pipelineId === params['pipelineId']);

/** GHL docs: the opportunities of a removed stage move to the lowest one that remains, and nobody is told. */
function moveCards(call: Call<unknown, unknown>, stageIds: string[]): void {
  for (const card of cards(call))
    if (!stageIds.includes(String(card['pipelineStageId'])))
      putResource(
        call.world,
        { kind: 'opportunity', id: card.id, ownerId: call.locationId },
        { ...card, pipelineStageId: stageIds[0], lastStageChangeAt: new Date().toISOString() },
      );
}

/** GHL docs: pipelines of a location and stages of a pipeline are unique whatever the case. */
function refuseTakenNames(
  { world, locationId, params }: Call<unknown, unknown>,
  { name, stages }: { name: string; stages: readonly StageInput[] },
): void {
  const isTaken = allResources(world, 'pipeline', locationId).some(
    (pipeline) => pipeline.id !== params['pipelineId'] && sameName(String(pipeline['name']), name),
  );
  if (isTaken) throw badRequest(`A pipeline with the name ${name} already exists.`);
  const twice = stages.find((stage, index) => stages.slice(0, index).some((other) => sameName(other.name, stage.name)));
  if (twice) throw badRequest(`Stage names must be unique: ${twice.name} is there twice.`);
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
