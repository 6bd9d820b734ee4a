import type { ResolvedResource } from '../blueprint/types.ts';
import { kinds } from '../kinds/registry.ts';
import type { Match } from './match.ts';
import * as notes from './notes.ts';
import type { PlanItem } from './types.ts';

/** What becomes of a line whose resource Groundwork does not fully own (`lifecycle.manage`). */
export function handsOff(item: PlanItem, { lifecycle }: ResolvedResource, match: Match): PlanItem {
  const kind = kinds[item.kind];
  // Nothing is written, so nothing counts as applied anew either.
  const idle = (note: string | null): PlanItem => ({
    ...item,
    action: 'no-op',
    changes: [],
    kept: [],
    target: {},
    notes: note === null ? [] : [note],
  });
  const byHand = (note: string): PlanItem => ({ ...item, action: 'manual', notes: [note] });
  switch (lifecycle?.manage ?? 'own') {
    case 'own':
      return item;
    case 'seed':
      if (match.by === 'taken') return item;
      if (match.by !== 'none') return idle(notes.seededNote);
      return match.lost ? idle(notes.seedGoneNote) : { ...item, notes: [notes.seedNote] };
    case 'observe':
      if (item.ghlId === null) return byHand(notes.missingObservedNote(kind));
      return [...item.changes, ...item.kept].length > 0 ? byHand(notes.observedNote(kind)) : idle(null);
    case 'reference':
      return item.ghlId === null ? byHand(notes.missingReferenceNote(kind)) : idle(null);
  }
}
