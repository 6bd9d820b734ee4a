import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { applyProposal } from './apply-proposal.ts';
import { boundsFault, withoutNulls } from './bounds.ts';
import { completeJson } from './complete-json.ts';
import { readProposal } from './read-proposal.ts';

/** The answer, its proposal, and a list of it: what stands in that list is shown when it is complete. */
const draftDepth = 3;

/**
 * The blueprint's text as far as an unfinished answer (the beginning of a JSON text of the author's form) goes; null while there is
 * nothing to show yet. What the form would refuse is left out until the whole answer is judged.
 */
export function draftSource(source: string, answerSoFar: string): string | null {
  const complete = completeJson(answerSoFar, draftDepth);
  const answer = complete === null ? null : parsed(complete);
  if (!isJsonObject(answer) || boundsFault(answer) !== null) return null;
  const written = withoutNulls(answer['proposal'] ?? null);
  if (!isJsonObject(written)) return null;

  const usable = (list: string): Json[] =>
    itemsOf(written[list]).filter((item) => readProposal({ [list]: [item] }, '').issues.length === 0);
  const { proposal, issues } = readProposal(
    { ...written, variables: usable('variables'), resources: usable('resources'), remove: usable('remove') },
    '',
  );
  const { name, description, variables, resources, remove } = proposal;
  const isEmpty = name === null && description === null && variables.length + resources.length + remove.length === 0;
  return issues.length > 0 || isEmpty ? null : applyProposal(source, proposal, { isDraft: true }).source;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

const itemsOf = (list: Json | undefined): readonly Json[] => (isJsonList(list) ? list : []);
