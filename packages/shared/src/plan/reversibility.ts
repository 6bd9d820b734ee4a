import type { KindName } from '../kinds/types.ts';
import { findLosses, type Loss } from './find-losses.ts';
import { holdsRecords, lossOf, partWords } from './loss-words.ts';
import { partListOf } from './part-list.ts';
import { isWriting } from './restrain.ts';
import type { PlanItem, Reversibility } from './types.ts';

/** Whether a line can be undone once it is applied, and in a sentence what a rollback does of it. Null: it changes nothing. */
export function reversibilityOf(item: PlanItem): { word: Reversibility; note: string } | null {
  const [loss] = findLosses([item]);
  switch (item.action) {
    case 'no-op':
    case 'manual':
      return null;
    case 'create':
      return { word: 'reversible', note: `A rollback deletes it again. ${afterwards[item.kind] ?? ''}`.trim() };
    case 'delete':
    case 'replace':
      if (!loss) return null;
      return made(item.kind);
    case 'update':
    case 'adopt':
      if (loss) return withoutParts(loss);
      return { word: 'reversible', note: isWriting(item) ? writtenBack : recordOnly };
  }
}

const writtenBack = 'A rollback writes back what it holds now.';
const recordOnly = 'Nothing is written: a rollback leaves it as it is.';

/** What clients gather in an object that Groundwork makes goes with it. */
const afterwards: Partial<Record<KindName, string>> = {
  customField: 'What was entered into it until then is lost.',
  pipeline: 'Opportunities that are in it by then are deleted.',
  calendar: 'Its booking link stops working then.',
};

const made = (kind: KindName): { word: Reversibility; note: string } =>
  holdsRecords.has(kind)
    ? { word: 'irreversible', note: `A rollback makes it again under a new id, but empty. ${lossOf[kind]}` }
    : { word: 'recreatable', note: `A rollback makes it again under a new id. ${lossOf[kind]}` };

function withoutParts({ item, parts }: Loss): { word: Reversibility; note: string } {
  const { noun, loss, holdsRecords: isLost } = partWords(partListOf(item.kind));
  const names = `the ${noun}${parts.length === 1 ? '' : 's'} ${parts.map((name) => `"${name}"`).join(', ')}`;
  return {
    word: isLost ? 'irreversible' : 'recreatable',
    note: `A rollback makes ${names} again under a new id${isLost ? `, but empty: ${loss}` : ''}.`,
  };
}
