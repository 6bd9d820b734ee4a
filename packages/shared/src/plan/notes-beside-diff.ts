import { keptNote, keptSinceJobNote, overwrittenNote } from './notes.ts';
import type { PlanItem } from './types.ts';

/** The notes of a line for readers who see its diff with each client edit marked: without those that only repeat it. */
export function notesBesideDiff({ notes, kept, changes }: PlanItem): string[] {
  const repeated = new Set([
    ...kept.flatMap((edit) => [keptNote(edit), keptSinceJobNote(edit)]),
    ...changes.filter(({ clientEdited }) => clientEdited).map(overwrittenNote),
  ]);
  return notes.filter((note) => !repeated.has(note));
}
