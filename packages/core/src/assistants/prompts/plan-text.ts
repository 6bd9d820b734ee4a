import type { Json } from '@groundwork/shared';
import type { AttributeChange, PlanItem } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';

/** What a prompt tells of a plan, and no more: all else, and what is past its bounds, need not go through a mask. */
export const toldPlan = (plan: PlanView): PlanView => ({
  ...plan,
  inputs: {},
  variables: {},
  levels: {},
  items: plan.items
    .filter(isTold)
    .slice(0, maxItems)
    .map((item) => ({ ...item, desired: {}, target: {}, applied: {}, live: {} })),
});

/** A plan as a prompt tells it: no ids, no variables' values, nothing of what is secret, and bounded in length. */
export function planText(plan: PlanView): string {
  const lines = plan.items.filter(isTold).slice(0, maxItems).map(itemLine);
  const { 'no-op': _, ...counts } = plan.summary;
  const more = Object.values(counts).reduce((sum, count) => sum + count, 0) - lines.length;
  return [
    JSON.stringify({ purpose: plan.purpose, blueprint: plan.blueprint.name, summary: plan.summary }),
    ...lines,
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

const isTold = ({ action }: PlanItem): boolean => action !== 'no-op';

const maxItems = 150;
const maxCharacters = 300;

function itemLine({ address, action, title, changes, kept, notes, secrets = [] }: PlanItem): string {
  const open = ({ path }: AttributeChange): boolean =>
    !secrets.some((secret) => path === secret || path.startsWith(`${secret}.`) || path.startsWith(`${secret}[`));
  return JSON.stringify({
    address,
    action,
    title,
    changes: changes.filter(open).map(({ path, before, after }) => ({
      path,
      ...(action !== 'create' && { before: shortened(before) }),
      ...(action !== 'delete' && { after: shortened(after) }),
    })),
    ...(kept.length > 0 && { kept: kept.filter(open).map(({ path, before }) => ({ path, stays: shortened(before) })) }),
    ...(notes.length > 0 && { notes: notes.map((note) => note.slice(0, maxCharacters)) }),
  });
}

function shortened(value: Json): Json {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : value;
}
