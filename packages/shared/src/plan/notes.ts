import type { Kind, LiveResource } from '../kinds/types.ts';
import { sameJson } from '../json.ts';
import { showValue } from './show-value.ts';
import type { AttributeChange } from './types.ts';

/** Sentences for the person who approves a plan. */
export const duplicateNotes = (kind: Kind, duplicates: readonly LiveResource[]): string[] => {
  if (duplicates.length === 0) return [];
  const what =
    duplicates.length === 1
      ? `another ${kind.label.toLowerCase()}`
      : `${duplicates.length} more ${kind.labelPlural.toLowerCase()}`;
  return [
    `The account holds ${what} of this name (${duplicates.map(({ id }) => id).join(', ')}). Left alone; remove it in GHL if it is not needed.`,
  ];
};

export const keptNotes = (kept: readonly AttributeChange[]): string[] =>
  kept.map(({ path, before, after, base }) =>
    base !== undefined && sameJson(after, base)
      ? `"${path}" was edited in the account since the last apply. The edit ${showValue(before)} is kept.`
      : `"${path}" was edited in the account, and the blueprint changed it too. The edit ${showValue(before)} is kept; the blueprint's ${showValue(after)} is not applied.`,
  );

export const createdAgainNote = 'It was deleted in the account since the last apply, and is created again.';
export const adoptedNote = 'It exists in the account already, and is taken over instead of created twice.';
export const foundAgainNote = 'What Groundwork applied is gone; another of the same name is there, and is taken over.';
export const leftBlueprintNote =
  'No longer in the blueprint. It is kept: Groundwork deletes nothing without an approval of its own.';

export const replaceNote = (kind: Kind, stuck: readonly AttributeChange[]): string =>
  `GHL cannot change ${pathsOf(stuck)} of a ${kind.label.toLowerCase()}, so it is deleted and created again. Its id changes, and everything stored in it is lost on every record; this cannot be undone.`;

export const manualNote = (kind: Kind, stuck: readonly AttributeChange[]): string =>
  `GHL cannot change ${pathsOf(stuck)} of a ${kind.label.toLowerCase()}, and Groundwork did not create this one, so it will not delete it. Either write ${stuck
    .map(({ path, before }) => `${path}: ${showValue(before)}`)
    .join(', ')} in the blueprint, or delete it in GHL (everything stored in it is lost) and make a new plan.`;

export const takenNote = (kind: Kind, owner: string): string =>
  `The account's ${kind.label.toLowerCase()} of this name stands for ${owner}; someone renamed it. Rename one of the two in GHL or in the blueprint, and make a new plan.`;

const pathsOf = (changes: readonly AttributeChange[]): string => changes.map(({ path }) => path).join(' and ');
