import type { Kind } from '../kinds/types.ts';
import { sameJson } from '../json.ts';
import { lossOf, partWords } from './loss-words.ts';
import { showValue } from './show-value.ts';
import type { AttributeChange, PlanAction } from './types.ts';

/** Sentences for the person who approves a plan. */
export const duplicateNotes = (kind: Kind, duplicates: readonly { id: string }[]): string[] => {
  if (duplicates.length === 0) return [];
  const what =
    duplicates.length === 1 ? `another ${nounOf(kind)}` : `${duplicates.length} more ${kind.labelPlural.toLowerCase()}`;
  return [
    `The account holds ${what} of this name (${duplicates.map(({ id }) => id).join(', ')}). Left alone; remove it in GHL if it is not needed.`,
  ];
};

export const keptNote = ({ path, before, after, base }: AttributeChange): string =>
  base !== undefined && sameJson(after, base)
    ? `"${path}" was edited in the account since the last apply. The edit ${showValue(before)} is kept.`
    : `"${path}" was edited in the account, and the blueprint changed it too. The edit ${showValue(before)} is kept; the blueprint's ${showValue(after)} is not applied.`;

/** Of what a rollback keeps. */
export const keptSinceJobNote = ({ path, before, after }: AttributeChange): string =>
  `"${path}" was edited in the account since the job. The edit ${showValue(before)} is kept; what it was before the job, ${showValue(after)}, is not.`;

export const overwrittenNote = ({ path, before }: AttributeChange): string =>
  `"${path}" was edited in the account since the last apply. The edit ${showValue(before)} is overwritten.`;

export const keptOrderNote = (path: string): string =>
  `The order of ${path} was changed in the account since the last apply, and stays.`;

export const overwrittenOrderNote = (path: string): string =>
  `The order of ${path} was changed in the account since the last apply, and is set back.`;

export const takenOutNote = (path: string, name: string): string =>
  `The ${partWords(path).noun} "${name}" was removed or renamed in the account since the last apply, and does not come back.`;

export const broughtBackNote = (path: string, name: string): string =>
  `The ${partWords(path).noun} "${name}" was removed or renamed in the account since the last apply, and is made again.`;

export const droppedPartNote = (path: string, name: string, isEdited: boolean): string =>
  `The ${partWords(path).noun} "${name}" is no longer in the blueprint and is removed: ${partWords(path).loss}.${isEdited ? ' It was edited in the account since the last apply; the edit goes with it.' : ''}`;

export const ambiguousPartNote = (path: string, name: string): string =>
  `The account holds more than one ${partWords(path).noun} "${name}", and which of them Groundwork made cannot be told. All stay; remove in GHL what is not needed.`;

export const createdAgainNote = 'It was deleted in the account since the last apply, and is created again.';
export const adoptedNote = 'It exists in the account already, and is taken over instead of created twice.';
export const foundAgainNote = 'What Groundwork applied is gone; another of the same name is there, and is taken over.';
export const movedNote = (from: string): string =>
  `Moved from ${from}: the same object, which the blueprint now names otherwise.`;
export const claimedNote = (blueprint: string): string =>
  `No longer in this blueprint, but "${blueprint}" was applied to it too. It is kept.`;
export const leftAdoptedNote = 'No longer in the blueprint. It was in the account before Groundwork, so it is kept.';

export const deleteNotes = (kind: Kind, edited: readonly AttributeChange[]): string[] => [
  `No longer in the blueprint. Groundwork created it, so it is deleted. ${lossOf[kind.name]}`,
  ...(edited.length > 0
    ? [`${pathsOf(edited)} was edited in the account since the last apply. The edit is lost with it.`]
    : []),
];

export const replaceNote = (kind: Kind, stuck: readonly AttributeChange[]): string =>
  `GHL cannot change ${pathsOf(stuck)} of a ${nounOf(kind)}, so it is deleted and created again, and its id changes. ${lossOf[kind.name]}`;

export const manualNote = (kind: Kind, stuck: readonly AttributeChange[]): string =>
  `GHL cannot change ${pathsOf(stuck)} of a ${nounOf(kind)}, and Groundwork did not create this one, so it will not delete it. Either write ${stuck
    .map(({ path, before }) => `${path}: ${showValue(before)}`)
    .join(', ')} in the blueprint, or delete it in GHL and make a new plan. If you delete it: ${lossOf[kind.name]}`;

export const protectedNote = (kind: Kind, stuck: readonly AttributeChange[]): string =>
  `GHL cannot change ${pathsOf(stuck)} of a ${nounOf(kind)} but by making it anew, and the blueprint says preventDestroy. Either take preventDestroy out, or write ${stuck
    .map(({ path, before }) => `${path}: ${showValue(before)}`)
    .join(', ')} in the blueprint.`;

export const protectedLeftNote =
  'No longer in the blueprint. It was protected by preventDestroy, so it is kept. To delete it, bring it back without preventDestroy, plan, and take it out again.';

export const seededLeftNote =
  'No longer in the blueprint. It was made once for the client (manage: seed), so it is kept.';

export const seedNote = 'Made once (manage: seed). What clients change afterwards is theirs.';
export const seededNote = 'Made once (manage: seed), and left to the client since.';
export const seedGoneNote =
  'Made once (manage: seed), and removed in the account since. It does not come back; to have it again take manage: seed out.';
export const observedNote = (kind: Kind): string =>
  `The ${nounOf(kind)} differs from the blueprint, which only observes it (manage: observe). Change it in GHL by hand, or change the blueprint.`;
export const missingObservedNote = (kind: Kind): string =>
  `The account has no such ${nounOf(kind)}, and the blueprint only observes it (manage: observe). Make it in GHL by hand.`;
export const missingReferenceNote = (kind: Kind): string =>
  `The account has no such ${nounOf(kind)}. The blueprint refers to it and does not make it (manage: reference): make it in GHL by hand, then plan again.`;

export const takenNote = (kind: Kind, owner: string): string =>
  `The account's ${nounOf(kind)} of this name stands for ${owner}; someone renamed it. Rename one of the two in GHL or in the blueprint, and make a new plan.`;

export const nameTakenNote = (kind: Kind, others: readonly { id: string }[]): string =>
  `GHL lets no two ${kind.labelPlural.toLowerCase()} have one name, and the account holds another of the new one (${others.map(({ id }) => id).join(', ')}). Rename or remove that one, then plan again.`;

export const withheldNote = (kind: Kind, scopes: readonly string[], action: PlanAction): string =>
  `GHL has not granted ${listed(scopes)}, so Groundwork cannot ${verbOf(action)} this ${nounOf(kind)}. Either an agency admin connects GHL again and allows it, or a person does it in GHL by hand${action === 'delete' ? '' : ', with the values shown here'}; then make a new plan.`;

export const absentPeopleNote = (emails: readonly string[]): string =>
  `Add the ${emails.length === 1 ? 'user' : 'users'} ${listed(emails)} to this account in GHL, then plan again.`;

const verbOf = (action: PlanAction): string =>
  action === 'create' || action === 'delete' || action === 'replace' ? action : 'change';
const nounOf = (kind: Kind): string => kind.label.toLowerCase();
const pathsOf = (changes: readonly AttributeChange[]): string => listed(changes.map(({ path }) => path));
const listed = (words: readonly string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}` : words.join('');
