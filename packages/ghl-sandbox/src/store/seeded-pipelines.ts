import { createHash } from 'node:crypto';
import type { Contents } from '../fixtures/contents.ts';
import { fixedId } from '../ids.ts';
import { newPipeline } from '../kinds/pipeline-shape.ts';
import type { Resource } from './resources.ts';

type SeededPipeline = NonNullable<Contents['pipelines']>[number];

const longAgo = '2025-03-03T15:00:00.000Z';

/** Pipelines, and the opportunities in their stages. */
export function seededPipelines(
  key: string,
  locationId: string,
  pipelines: SeededPipeline[],
): { pipeline: Resource[]; opportunity: Resource[] } {
  const made = pipelines.map(({ name, stages, cards = [] }, place) => {
    const pipelineId = fixedId(`pipeline:${key}:${name}`);
    const input = stages.map((stage, position) => {
      const [stageName, probability] = typeof stage === 'string' ? [stage, undefined] : stage;
      return { id: uuid(`${pipelineId}:${stageName}`), name: stageName, position, stageWinProbability: probability };
    });
    const pipeline = newPipeline({ id: pipelineId, locationId, name, place, stages: input });
    const opportunities = input.flatMap(({ id: pipelineStageId }, stage) =>
      Array.from({ length: cards[stage] ?? 0 }, (_, index) => card({ locationId, pipelineId, pipelineStageId }, index)),
    );
    return { pipeline: { ...pipeline, dateAdded: longAgo, dateUpdated: longAgo }, opportunities };
  });
  return {
    pipeline: made.map(({ pipeline }) => pipeline),
    opportunity: made.flatMap(({ opportunities }) => opportunities),
  };
}

const firstNames = ['Ada', 'Ben', 'Chidi', 'Dolores', 'Erik', 'Fatima', 'Gus', 'Hana', 'Ivan', 'Jo'];
const lastNames = ['Albright', 'Bianchi', 'Castillo', 'Dubois', 'Ellison', 'Fong', 'Grant'];

function card(where: { locationId: string; pipelineId: string; pipelineStageId: string }, index: number): Resource {
  const seed = `${where.pipelineStageId}:${index}`;
  const pick = createHash('sha256').update(seed).digest().readUInt16BE(0);
  const name = `${firstNames[pick % firstNames.length]} ${lastNames[pick % lastNames.length]}`;
  const contactId = fixedId(`contact:${seed}`);
  const email = `${name.replace(' ', '.').toLowerCase()}@mail.example`;
  return {
    id: fixedId(`opportunity:${seed}`),
    ...where,
    name,
    monetaryValue: (pick % 40) * 50,
    status: 'open',
    source: 'website',
    lastStatusChangeAt: longAgo,
    lastStageChangeAt: longAgo,
    createdAt: longAgo,
    updatedAt: longAgo,
    contactId,
    contact: { id: contactId, name, email, phone: '+13125550199', tags: [] },
    notes: [],
    tasks: [],
    calendarEvents: [],
    customFields: [],
    followers: [],
  };
}

/** Stage ids are UUIDs, unlike GHL's other ids. */
function uuid(seed: string): string {
  const hex = createHash('sha256').update(`stage:${seed}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
