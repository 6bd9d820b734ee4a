import { kinds } from '@groundwork/shared/kinds';
import type { PlanAction, PlanItem } from '@groundwork/shared/plan';
import type { AssistantContent, PlanView } from '@groundwork/shared/views';

/** In the order in which somebody wants to know. */
const sections: readonly (readonly [PlanAction, string])[] = [
  ['delete', 'What will be removed'],
  ['replace', 'What will be removed and made again'],
  ['create', 'What will be added'],
  ['update', 'What will change'],
  ['adopt', 'What is there already and will be looked after from now on'],
  ['manual', 'What stays to do by hand'],
];

/** What a plan does to an account, in a client's words. Names alone: no values, so nothing secret either. */
export function documentPlan({ location, blueprint, purpose, items, summary }: PlanView): AssistantContent {
  const kept = items.filter((item) => item.kept.length > 0);
  const untouched = summary['no-op'];
  const parts = sections.flatMap(([action, title]) => {
    const found = items.filter((item) => item.action === action);
    return found.length === 0 ? [] : [`## ${title}`, found.map((item) => `- ${line(item)}`).join('\n')];
  });
  return {
    kind: 'text',
    text: [
      `# ${plan(purpose)} for ${location.name}`,
      `From the blueprint "${blueprint.name}", version ${blueprint.version}. Nothing has been changed yet: a person has to approve it first.`,
      ...(parts.length > 0 ? parts : ['Everything is as it should be. There is nothing to do.']),
      ...(kept.length > 0
        ? [
            '## What stays as you changed it',
            kept
              .map(
                (item) => `- ${name(item)}: your ${[...new Set(item.kept.map(({ path }) => words(path)))].join(', ')}`,
              )
              .join('\n'),
          ]
        : []),
      ...(untouched > 0
        ? [`${untouched === 1 ? 'One thing is' : `${untouched} things are`} already right and will not be touched.`]
        : []),
    ].join('\n\n'),
  };
}

const plan = (purpose: PlanView['purpose']): string =>
  purpose === 'apply'
    ? 'What we would like to set up'
    : purpose === 'rollback'
      ? 'What would be taken back'
      : 'What would be removed';

function line(item: PlanItem): string {
  const changed = item.action === 'update' ? [...new Set(item.changes.map(({ path }) => words(path)))] : [];
  const notes = item.notes.length > 0 ? ` ${item.notes.join(' ')}` : '';
  return `${name(item)}${changed.length > 0 ? ` (${changed.join(', ')})` : ''}${notes}`;
}

const name = ({ kind, title }: PlanItem): string => `${kinds[kind].label} **${title}**`;

/** `slotDuration` → `slot duration`, `stages[New].color` → `stages`. */
const words = (path: string): string =>
  (path.split(/[.[]/)[0] ?? path).replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
