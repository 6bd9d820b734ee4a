import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Resource } from '../store/resources.ts';

const stage = z.strictObject({
  name: z.string().trim().min(1, 'should not be empty').max(255, 'must be shorter than or equal to 255 characters'),
  position: z.number().int().min(0, 'must not be less than 0'),
  stageWinProbability: z.number().min(0).max(100).optional(),
  showInFunnel: z.boolean().optional(),
  showInPieChart: z.boolean().optional(),
  color: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, 'must be a hexadecimal color')
    .optional(),
});

const shared = {
  name: stage.shape.name,
  showInFunnel: z.boolean().optional(),
  showInPieChart: z.boolean().optional(),
  useOpportunityProbability: z.boolean().optional(),
  colorRenderMode: z.enum(['dot', 'bg-tint', 'none']).optional(),
};

const atLeastOne = 'must contain at least 1 elements';

export const createPipelineSchema = z.strictObject({
  ...shared,
  locationId: z.string(),
  stages: z.array(stage).min(1, atLeastOne),
});

/** GHL docs: an `id` keeps a stage, no id makes one. What else GET answers with is refused at the top level. */
export const updatePipelineSchema = z.strictObject({
  ...shared,
  stages: z.array(stage.extend({ id: z.string().optional() })).min(1, atLeastOne),
});

export type StageInput = z.output<typeof updatePipelineSchema>['stages'][number];
export type Stage = Omit<StageInput, 'id' | 'stageWinProbability'> & { id: string; stageWinProbability: number };

/**
 * GHL docs: where one stage lacks its probability, all of them are computed from their place. In order of position, with an
 * id for each new one.
 */
export function stagesOf(input: readonly StageInput[]): Stage[] {
  const ordered = input.toSorted((a, b) => a.position - b.position);
  const isComplete = ordered.every(({ stageWinProbability }) => stageWinProbability !== undefined);
  return ordered.map(({ stageWinProbability = 0, ...given }, index) => ({
    showInFunnel: true,
    showInPieChart: true,
    ...given,
    id: given.id ?? randomUUID(),
    stageWinProbability: isComplete ? stageWinProbability : ((index + 1) / (ordered.length + 1)) * 100,
  }));
}

export const newPipeline = (
  input: z.output<typeof createPipelineSchema> & { id: string; place: number; stages: readonly StageInput[] },
): Resource => {
  const { place, ...rest } = input;
  const now = new Date().toISOString();
  return {
    showInFunnel: true,
    showInPieChart: true,
    useOpportunityProbability: false,
    colorRenderMode: 'dot',
    ...rest,
    stages: stagesOf(rest.stages),
    // The place among the pipelines is a fractional index, a string; that of a stage is a number.
    position: `a${place}`,
    dateAdded: now,
    dateUpdated: now,
  };
};

export const stagesIn = (pipeline: Resource): Stage[] => pipeline['stages'] as Stage[];
