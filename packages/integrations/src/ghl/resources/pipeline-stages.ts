import { z } from 'zod';
import type { Json, JsonObject } from '@groundwork/shared';
import { keyOf } from './part-key.ts';
import { ghlId, optionalFlag, optionalNumber, optionalText } from './wire-kind.ts';

/** A stage as GHL answers it. Its flags are shown unless GHL says otherwise. */
export const stageRow = z.object({
  id: ghlId,
  name: z.string(),
  position: optionalNumber,
  stageWinProbability: optionalNumber,
  showInFunnel: optionalFlag.transform((shown) => shown ?? true),
  showInPieChart: optionalFlag.transform((shown) => shown ?? true),
  color: optionalText,
});
export type Stage = z.infer<typeof stageRow>;

/** A stage as the attributes name it; what is missing is not ours. */
const writtenStage = z.object({
  name: z.string(),
  winProbability: z.number().optional(),
  showInFunnel: z.boolean().optional(),
  showInPieChart: z.boolean().optional(),
  color: z.string().optional(),
});

/** The attributes `stages` and `stageIds` of a live pipeline. */
export function liveStages(rows: readonly Stage[]): JsonObject {
  const ordered = inOrder(rows);
  return {
    stages: ordered.map(({ name, stageWinProbability, showInFunnel, showInPieChart, color }) => ({
      name,
      ...(stageWinProbability === undefined ? {} : { winProbability: stageWinProbability }),
      showInFunnel,
      showInPieChart,
      ...(color ? { color } : {}),
    })),
    stageIds: Object.fromEntries(ordered.map(({ name, id }) => [keyOf(name), id])),
  };
}

/**
 * Every stage of a create or a PUT, in order. A stage that GHL holds keeps its id and what the attributes leave out; one
 * without a probability would make GHL rewrite those of all stages, so that GHL's own rule is applied here.
 */
export function writtenStages(stages: Json | undefined, held: readonly Stage[]) {
  const wanted = z.array(writtenStage).parse(stages ?? liveStages(held)['stages']);
  const byKey = new Map(held.map((stage) => [keyOf(stage.name), stage]));
  return wanted.map(({ name, winProbability, showInFunnel, showInPieChart, color }, position) => {
    const live = byKey.get(keyOf(name));
    const shade = color ?? live?.color;
    const usual = Math.round(((position + 1) / (wanted.length + 1)) * 100);
    return {
      ...(live ? { id: live.id } : {}),
      name,
      position,
      stageWinProbability: winProbability ?? live?.stageWinProbability ?? usual,
      showInFunnel: showInFunnel ?? live?.showInFunnel ?? true,
      showInPieChart: showInPieChart ?? live?.showInPieChart ?? true,
      ...(shade ? { color: shade } : {}),
    };
  });
}

/** GHL lists stages in any order; where positions are missing, the order of the answer stays. */
const inOrder = (rows: readonly Stage[]): Stage[] =>
  rows.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
