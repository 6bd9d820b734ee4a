import { addResource, type Draft, titleOf } from './draft.ts';
import type { PartsLibrary, Trade, Wording } from './parts-library.ts';
import type { SaidPipeline } from './said/said.ts';
import { overlaps } from './words.ts';

const usualStages = ['New', 'Contacted', 'In progress', 'Done', 'Lost'];

/** Pipelines that the goal names. Stages it does not say come from a part of that name, else from the trade. */
export function addPipelines(
  draft: Draft,
  said: readonly SaidPipeline[],
  { library, trade, wording }: { library: PartsLibrary; trade: Trade | null; wording: Wording },
): void {
  for (const { name, stages } of said) {
    const title = name === null ? `New ${wording.customer[1]}` : titled(name);
    const known = stages.length > 0 ? stages : (stagesOf(library, title) ?? trade?.stages ?? usualStages);
    addResource(draft, 'pipeline', { name: title, stages: known.map((stage) => ({ name: stage })) }, 'goal');
  }
}

const titled = (name: string): string => (/^(?:sales|leads?|deals?)$/i.test(name) ? `${name} pipeline` : name);

function stagesOf({ parts }: PartsLibrary, title: string): string[] | null {
  for (const { fragment } of parts)
    for (const { kind, name, properties } of fragment.resources) {
      const { stages } = properties;
      if (kind !== 'pipeline' || name === 'leads' || !Array.isArray(stages) || !overlaps(titleOf(properties), title))
        continue;
      return stages.flatMap((stage) =>
        typeof stage === 'object' && stage !== null && 'name' in stage ? [String(stage['name'])] : [],
      );
    }
  return null;
}
