import { isJsonList, isJsonObject, type Json, type JsonObject } from '@groundwork/shared';
import { propertyLabel } from '../../components/domain/property-label.ts';
import { readableValue, valueText } from '../../components/domain/readable-value.ts';

/** What a blueprint says of a resource besides what GHL holds, for a person: how many, when, and how far Groundwork goes with it. */
export const resourceTerms = (meta: JsonObject): string[] => [
  ...[forEachWords(meta['forEach']), whenWords(meta['when'])].filter((words) => words !== null),
  ...lifecycleWords(meta['lifecycle']),
];

/** The words of one of them; null for any other property. */
export function termText(property: string, value: Json): string | null {
  if (property === 'forEach') return forEachWords(value);
  if (property === 'when') return whenWords(value) ?? 'always';
  if (property !== 'lifecycle') return null;
  return lifecycleWords(value).join('; ') || 'kept as written';
}

function forEachWords(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return `one for each of ${value}`;
  const items = isJsonList(value)
    ? value.map((item) => valueText('', item))
    : isJsonObject(value)
      ? entries(value)
      : [];
  return items.length === 0 ? 'none: its list is empty' : `one for each of ${items.join(', ')}`;
}

/** `Exam (89)`, `Exam (minutes 60)`. */
const entries = (value: JsonObject): string[] =>
  Object.entries(value).map(([key, of]) => `${key} (${[readableValue('', of)].flat().join(', ')})`);

function whenWords(value: Json | undefined): string | null {
  if (value === undefined || value === null || value === true) return null;
  if (value === false) return 'never: left out everywhere';
  if (typeof value === 'string') return `only when ${value}`;
  if (!isJsonObject(value)) return null;
  const { value: asked, in: among, notIn } = value;
  const said = valueText('', asked ?? null);
  return notIn === undefined
    ? `only when ${said} is ${listed(among, 'or')}`
    : isJsonList(notIn) && notIn.length > 1
      ? `only when ${said} is neither ${listed(notIn, 'nor')}`
      : `only when ${said} is not ${listed(notIn, 'nor')}`;
}

function lifecycleWords(value: Json | undefined): string[] {
  if (!isJsonObject(value)) return [];
  const { manage, ignore, preventDestroy } = value;
  return [
    ...(typeof manage === 'string' && manageWords[manage] ? [manageWords[manage]] : []),
    ...(preventDestroy === true ? ['protected: never deleted or replaced'] : []),
    ...(isJsonList(ignore) && ignore.length > 0
      ? [`${listed(ignore.map(labelled), 'and')} written once, never compared`]
      : []),
  ];
}

const manageWords: Readonly<Record<string, string>> = {
  seed: "made once, then the client's",
  observe: 'observed: differences are told, nothing is written',
  reference: 'only has to be there, for others to refer to',
};

const labelled = (property: Json): Json =>
  typeof property === 'string' ? propertyLabel(property).toLowerCase() : property;

function listed(list: Json | undefined, word: 'or' | 'nor' | 'and'): string {
  const words = isJsonList(list) ? list.map((item) => valueText('', item)) : [];
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1) ?? ''}` : words.join('');
}
