import type { Part, PartsLibrary, Trade } from './parts-library.ts';
import { type ReadGoal, saysAnything } from './read-goal.ts';

export interface ChosenParts {
  /** Null: its words are used, and what it starts with is not. */
  trade: Trade | null;
  parts: Part[];
}

/**
 * A trade's own parts and what the goal asks for; where it adds to a blueprint, or wants nothing else, only the latter. A part whose
 * place the goal's own names take is left out then.
 */
export function chooseParts(goal: ReadGoal, library: PartsLibrary, isAddition: boolean): ChosenParts {
  const asked = goal.needs.map(({ part }) => part);
  const isBare = goal.isNarrow || (isAddition && (asked.length > 0 || saysAnything(goal)));
  const trade = isBare ? null : goal.trade;
  const own = trade ? trade.parts.flatMap((id) => library.parts.find((part) => part.id === id) ?? []) : [];
  const covered = isBare || !trade ? coveredBy(goal) : new Set<string>();
  const parts = [...new Set([...own, ...asked])].filter(({ id }) => !goal.unwanted.has(id) && !covered.has(id));
  return { trade, parts };
}

function coveredBy({ said }: ReadGoal): Set<string> {
  const covered = new Set<string>();
  if (said.pipelines.length > 0) covered.add('lead_pipeline');
  if (said.calendars.length > 0) covered.add('booking');
  if (said.fields.length > 0) covered.add('intake');
  if (said.values.length > 0) covered.add('contact_details');
  return covered;
}
