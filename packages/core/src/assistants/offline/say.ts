import type { ChosenParts } from './choose-parts.ts';
import type { Draft } from './draft.ts';
import type { Edits } from './edits-in.ts';
import type { ReadGoal } from './read-goal.ts';
import { kinds, type KindName, kindNames } from '@groundwork/shared/kinds';

/** What was done and why, and that no language model did it. */
export function summarise(
  goal: ReadGoal,
  { trade, parts }: ChosenParts,
  { added, removed, changed }: Edits & { added: Draft },
): string {
  const isEdit = removed.length + changed.length > 0;
  const count = countText(added);
  const asked = new Map(goal.needs.map(({ part, words }) => [part.id, words]));
  const because = parts.map(({ id, title }) => (asked.has(id) ? `${title} ("${asked.get(id)}")` : title));
  const sentences = [
    trade ? `It starts from what is usual for: ${trade.title}; a goal that says "only" leaves the usual out.` : '',
    because.length > 0 ? `Parts: ${because.join(', ')}.` : '',
    named(goal),
    count === '' && isEdit ? '' : `Added: ${count || 'nothing'}.`,
    changed.length > 0 ? `Changed: ${changed.join(', ')}.` : '',
    removed.length > 0 ? `Taken out: ${removed.join(', ')}.` : '',
    'Read names, times and prices before you save it.',
  ];
  return `Put together by matching words, without a language model. ${sentences.filter((text) => text !== '').join(' ')}`;
}

function named({ said }: ReadGoal): string {
  const lists = [
    ['calendars', said.calendars.map(({ name }) => name)],
    ['pipelines', said.pipelines.map(({ name, stages }) => name ?? stages.join(' → '))],
    ['fields', said.fields.map(({ name }) => name)],
    ['tags', said.tags],
    ['products', said.products.map(({ name }) => name)],
    ['values', said.values.map(({ name }) => name)],
    ['texts', said.texts],
    ['links', said.links],
  ] as const;
  const written = lists.flatMap(([what, names]) => (names.length > 0 ? [`${what} ${names.join(', ')}`] : []));
  return written.length > 0 ? `Named in the goal: ${written.join('; ')}.` : '';
}

/** `1 pipeline, 3 calendars`. */
export const countText = (draft: Draft): string => {
  const count = (kind: KindName) => draft.resources.filter((resource) => resource.kind === kind).length;
  return kindNames
    .filter((kind) => count(kind) > 0)
    .map((kind) => `${count(kind)} ${(count(kind) === 1 ? kinds[kind].label : kinds[kind].labelPlural).toLowerCase()}`)
    .join(', ');
};
