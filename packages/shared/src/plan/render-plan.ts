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
  ...item.changes.map((change) => `      ${renderChange(change, item.action)}`),
  ...item.kept.map(({ path, before }) => `      ${path}: ${showValue(before)} (kept)`),
  ...item.notes.map((note) => `    # ${note}`),
];

const renderChange = ({ path, before, after }: AttributeChange, action: PlanAction): string =>
  before === null && action === 'create'
    ? `${path}: ${showValue(after)}`
    : `${path}: ${showValue(before)} → ${showValue(after)}`;

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
