import { type PlanItem, renderPlan } from '@groundwork/shared/plan';
import type { PlanSummary, PlanView } from '../../index.ts';
import type { Colors } from '../terminal.ts';

/** The plan as it is approved: every line with its symbol, and the sum of them last. */
export function showPlan(plan: PlanView, colors: Colors): string {
  const { location, blueprint, items, only, estimate, purpose } = plan;
  const what = { apply: 'apply', rollback: 'roll back', destroy: 'destroy' }[purpose];
  const scope = only === null ? '' : ` (only ${only.join(', ')})`;
  const calls = estimate ? estimate.calls.read + estimate.calls.write + estimate.calls.verify : 0;
  return [
    colors.bold(`${location.name}: ${what} ${blueprint.name} v${blueprint.version}${scope}`),
    '',
    ...showItems(items, colors),
    showSummary(plan.summary, colors),
    ...(calls > 0 && estimate ? [colors.dim(`About ${calls} calls to GoHighLevel, ${estimate.seconds} s.`)] : []),
    '',
  ].join('\n');
}

/** How many things an apply would do. What is left to a person is none of them. */
export const changesOf = ({ create, update, replace, adopt, delete: gone }: PlanSummary): number =>
  create + update + replace + adopt + gone;

/** `Plan: 3 to add, 1 to change, 0 to destroy.` */
export function showSummary(summary: PlanSummary, { bold, green, dim }: Colors): string {
  const { create, update, replace, adopt, manual } = summary;
  const manually = manual > 0 ? ` ${manual} left to a person.` : '';
  if (changesOf(summary) === 0)
    return `${bold(green('No changes.'))} The account matches the blueprint.${manually} ${dim(`(${summary['no-op']} unchanged)`)}`;
  const parts = [
    `${create} to add`,
    `${update} to change`,
    ...(replace > 0 ? [`${replace} to replace`] : []),
    ...(adopt > 0 ? [`${adopt} to adopt`] : []),
    `${summary.delete} to destroy`,
  ];
  return `${bold(`Plan: ${parts.join(', ')}.`)}${manually} ${dim(`(${summary['no-op']} unchanged)`)}`;
}

function showItems(items: readonly PlanItem[], colors: Colors): string[] {
  // Its own last line counts, as the one below does.
  const lines = renderPlan(items).split('\n').slice(0, -1);
  return lines.map((line) => paint(line, colors));
}

/** By the symbol, which stays for those who see no colour. */
function paint(line: string, { green, yellow, red, magenta, cyan, dim, bold }: Colors): string {
  if (/^ {4}# /.test(line)) return dim(line);
  if (line.startsWith(' ')) return line.replace(/\(kept\)$/, dim('(kept)'));
  if (line.startsWith('-/+')) return magenta(bold(line));
  if (line.startsWith('+')) return green(line);
  if (line.startsWith('~')) return yellow(line);
  if (line.startsWith('<-')) return cyan(line);
  if (line.startsWith('-')) return red(line);
  return line.startsWith('!') ? bold(line) : line;
}
