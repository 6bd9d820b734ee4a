import { kinds } from '../../kinds/registry.ts';
import { findLosses } from '../find-losses.ts';
import { lossOf, partWords } from '../loss-words.ts';
import { keptSinceJobNote } from '../notes.ts';
import { partListOf } from '../part-list.ts';
import type { AttributeChange, PlanItem } from '../types.ts';

/** Sentences for the person who approves a rollback. */
export const goneNote = 'It was removed in the account since the job, and does not come back.';
export const forgottenNote =
  'Created by the job and deleted in the account since. Nothing of it is left to delete; Groundwork no longer expects it there.';
export const onlyTakenOverNote = 'The job took it over without a change. It stays, and stays recorded.';
export const thereAgainNote =
  'Deleted by the job. Another of its name is in the account: it is left as it is, and none is made.';
export const doubtfulNote =
  'The job failed at this one, and the account holds something that may be its work all the same. Retry or resume the job, which looks, and roll it back then; or set it right in GHL.';
export const staysSetNote = (path: string): string =>
  `"${path}" was not set before the job, and GHL's API cannot unset it: it stays as it is.`;

/** What a rollback does of an object that the job changed, replaced or deleted. `movedFrom`: where it is recorded now. */
export function restoredNotes(item: PlanItem, movedFrom: string | null): string[] {
  const isChanged = item.action === 'update' || item.action === 'adopt';
  const parts = isChanged ? findLosses([item]).flatMap((loss) => loss.parts) : [];
  return [
    ...doneNotes(item),
    ...(movedFrom === null
      ? []
      : [`The job moved it: it is recorded as ${item.address} again, no more as ${movedFrom}.`]),
    ...parts.map((name) => addedPartNote(partListOf(item.kind), name)),
    ...overwrittenNotes(item),
    ...item.kept.map((edit) => keptNote(item, edit)),
  ];
}

/** What it does of an object that the job made. `claimedBy`: another blueprint that was applied to it. */
export function madeNotes({ kind, action, changes, retain }: PlanItem, claimedBy: string | undefined): string[] {
  if (action === 'delete') {
    const edited = changes.filter(({ clientEdited }) => clientEdited);
    const note = `Created by the job, so it is deleted. ${lossOf[kind]}`;
    if (edited.length === 0) return [note];
    return [note, `${pathsOf(edited)} was edited in the account since. The edit is lost with it.`];
  }
  if (claimedBy !== undefined) return [`Created by the job, but "${claimedBy}" was applied to it too. It is kept.`];
  if (retain === 'protected') return ['Created by the job and protected by preventDestroy, so it is kept.'];
  if (retain === 'seeded') return ['Made once for the client by the job (manage: seed), so it is kept.'];
  return ['It was in the account before the job wrote it, so it is kept.'];
}

function doneNotes({ kind, action, changes, ghlId, notes }: PlanItem): string[] {
  const { label, immutable } = kinds[kind];
  const stuck = changes.filter(({ path }) => immutable.includes(path));
  const fixed = `GHL cannot change ${pathsOf(stuck)} of a ${label.toLowerCase()}`;
  switch (action) {
    case 'create':
      return ['Deleted by the job, so it is made again. Its id is another.'];
    case 'replace':
      return [`Replaced by the job, and now once more: ${fixed}. Its id changes. ${lossOf[kind]}`];
    case 'manual':
      // What the diff says of a taken name holds here too.
      if (ghlId !== null && stuck.length === 0) return notes.slice(0, 1);
      return ghlId === null
        ? [
            'Deleted by the job, which gave its name to another. Roll the job back once more when that one has its old name again.',
          ]
        : [`${fixed}, and this one is not Groundwork's to delete.`];
    case 'update':
      return ['Changed by the job, and set back.'];
    case 'adopt':
    case 'delete':
    case 'no-op':
      return [];
  }
}

const addedPartNote = (path: string, name: string): string =>
  `The ${partWords(path).noun} "${name}" was added by the job and is removed: ${partWords(path).loss}.`;

function overwrittenNotes({ changes }: PlanItem): string[] {
  const edited = changes.filter(({ clientEdited }) => clientEdited);
  return edited.length > 0 ? [`Edited in the account since the job, and overwritten: ${pathsOf(edited)}.`] : [];
}

function keptNote({ kind }: PlanItem, edit: AttributeChange): string {
  const { path } = edit;
  const list = partListOf(kind);
  if (path === list) return `The order of ${path} was changed in the account since the job, and stays.`;
  if (path.startsWith(`${list}[`) && path.endsWith(']'))
    return `The ${partWords(list).noun} "${path.slice(list.length + 1, -1)}" was removed or renamed in the account since the job, and does not come back.`;
  return keptSinceJobNote(edit);
}

const pathsOf = (changes: readonly AttributeChange[]): string => changes.map(({ path }) => `"${path}"`).join(', ');
