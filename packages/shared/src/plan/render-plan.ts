import type { Json } from '../json.ts';
import { kinds } from '../kinds/registry.ts';
import { renderParts } from './render-parts.ts';
import { showValue } from './show-value.ts';
import { summarise } from './summarise.ts';
import type { AttributeChange, PlanAction, PlanItem } from './types.ts';

const symbols: Readonly<Record<PlanAction, string>> = {
  create: '+',
  update: '~',
  delete: '-',
  replace: '-/+',
  adopt: '<-',
  'no-op': '=',
  manual: '!',
};

/** The plan as text, in the manner of Terraform. Lines without a change and without a word to say are only counted. */
export function renderPlan(items: readonly PlanItem[]): string {
  const shown = items.filter((item) => item.action !== 'no-op' || item.notes.length > 0);
  return [...shown.flatMap(renderItem), ...(shown.length > 0 ? [''] : []), renderSummary(items)].join('\n');
}

const renderItem = (item: PlanItem): string[] => [
  `${symbols[item.action].padEnd(3)} ${item.address}  ${JSON.stringify(item.title)}`,
  ...item.changes.flatMap((change) => renderChange(item, change)).map((line) => `      ${line}`),
  ...item.kept.map(({ path, before }) => `      ${path}: ${before === null ? 'absent' : show(before)} (kept)`),
  ...item.notes.map((note) => `    # ${note}`),
];

function renderChange({ kind, action, ghlId }: PlanItem, change: AttributeChange): string[] {
  const { path, before, after } = change;
  const key = kinds[kind].keyedLists[path];
  if (action === 'delete') return [`${path}: ${show(before)}`];
  if (key !== undefined) return [`${path}:`, ...renderParts(key, change).map((line) => `  ${line}`)];
  return [before === null && ghlId === null ? `${path}: ${show(after)}` : `${path}: ${show(before)} → ${show(after)}`];
}

/** Nothing that is approved is cut short, as long as it can be read. */
const show = (value: Json): string => showValue(value, 2_000);

function renderSummary(items: readonly PlanItem[]): string {
  const summary = summarise(items);
  const part = (action: PlanAction, words: string) => (summary[action] > 0 ? [`${summary[action]} ${words}`] : []);
  const parts = [
    ...part('create', 'to create'),
    ...part('adopt', 'to adopt'),
    ...part('update', 'to update'),
    ...part('replace', 'to replace'),
    ...part('delete', 'to delete'),
    ...part('manual', 'left to a person'),
    ...part('no-op', 'unchanged'),
  ];
  return `Plan: ${parts.length > 0 ? parts.join(', ') : 'nothing to do'}.`;
}
