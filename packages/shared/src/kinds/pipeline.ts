import { z } from 'zod';
import type { JsonObject } from '../json.ts';
import { ghlName } from './ghl-name.ts';
import { keyedLists } from './keyed-lists.ts';
import { nameKey } from './name-key.ts';
import { mapParts, refuseRepeats } from './parts.ts';
import { textOf } from './text-of.ts';
import { colour } from './texts.ts';
import type { Kind } from './types.ts';

const probability = 'A probability is a percentage from 0 to 100.';

const stage = z.strictObject({
  name: ghlName,
  winProbability: z.number().min(0, probability).max(100, probability).exactOptional().meta({
    description: 'Percent, 0 to 100.',
  }),
  showInFunnel: z.boolean().exactOptional().meta({ description: 'Counted in the funnel chart.' }),
  showInPieChart: z.boolean().exactOptional().meta({ description: 'Counted in the pie chart.' }),
  color: colour.exactOptional(),
});

/** GHL docs: Opportunities → Pipelines (v3). Names of pipelines, and of the stages in one, are unique whatever their case. */
export const pipeline: Kind = {
  name: 'pipeline',
  label: 'Pipeline',
  labelPlural: 'Pipelines',
  schema: z.strictObject({
    name: ghlName,
    stages: z
      .array(stage)
      .min(1, 'A pipeline needs at least one stage, e.g. stages: [{ name: New }].')
      .superRefine(refuseRepeats('stage'))
      .meta({ description: 'From first to last.' }),
  }),
  normalise: ({ name, stages, ...rest }) => ({ ...rest, name: textOf(name), stages: mapParts(stages, normaliseStage) }),
  naturalKey: nameKey,
  // GHL docs: Opportunities → Pipelines.
  uniqueNames: true,
  managed: ['name', 'stages'],
  immutable: [],
  keyedLists: keyedLists.pipeline,
  referable: ['id'],
  title: ({ name }) => textOf(name),
};

const normaliseStage = ({ name, color, ...rest }: JsonObject): JsonObject => ({
  name: textOf(name),
  ...rest,
  ...(typeof color === 'string' ? { color: color.toLowerCase() } : {}),
});
