import type { AccountDriftView, DriftCauseView, DriftFindingView, DriftOverviewView } from '../../index.ts';
import type { Colors } from '../terminal.ts';
import { count, time } from './words.ts';

export function showDrift({ counts, causes, failures }: DriftOverviewView, colors: Colors): string {
  const { bold, green, red, dim } = colors;
  const open = causes.filter((cause) => cause.open > 0);
  return [
    ...open.flatMap((cause) => showCause(cause, colors)),
    ...failures.map(({ location, error }) => `${red('!')} ${location.name}: not checked: ${error.message}`),
    open.length === 0 ? green('No drift.') : bold(`Drift: ${count(open.length, 'cause')}.`),
    dim(
      `${counts.clean} clean, ${counts.drifted} drifted, ${counts.failed} failed, ${counts.unchecked} not checked yet.`,
    ),
  ].join('\n');
}

/** A client's account at the left, what was applied at the right would be read as a plan: so both are named. */
function showCause({ what, address, title, path, expected, live, ...cause }: DriftCauseView, colors: Colors): string[] {
  const { yellow, dim } = colors;
  const names = cause.examples.map(({ name }) => name).join(', ');
  return [
    yellow(`${symbolOf(what)} ${address}  ${JSON.stringify(title)}${path === null ? '' : ` ${path}`}`),
    ...differenceOf(what, expected, live[0]?.value ?? null),
    dim(`      ${count(cause.open, 'account')}: ${names}${cause.open > cause.examples.length ? ', …' : ''}`),
  ];
}

export function showAccountDrift(
  { account, checks, findings }: AccountDriftView & { account: { name: string } },
  { bold, green, yellow, red, dim }: Colors,
): string {
  const open = findings.filter(({ ignoredUntil }) => ignoredUntil === null);
  return [
    ...findings.flatMap((finding) => showFinding(finding, yellow, dim)),
    ...checks.flatMap(({ blueprint, error }) => (error ? [`${red('!')} ${blueprint.name}: ${error.message}`] : [])),
    open.length === 0
      ? green(`${account.name}: no drift.`)
      : bold(`${account.name}: ${count(open.length, 'difference')}.`),
    ...checks.map(({ blueprint, state, checkedAt }) => dim(`${blueprint.name}: ${state}, ${time(checkedAt)}`)),
  ].join('\n');
}

type Paint = (text: string) => string;

function showFinding(finding: DriftFindingView, paint: Paint, dim: Paint): string[] {
  const { what, address, title, path, expected, live, ignoredUntil } = finding;
  const ignored = ignoredUntil === null ? '' : dim(` (ignored until ${time(ignoredUntil)})`);
  return [
    `${paint(`${symbolOf(what)} ${address}  ${JSON.stringify(title)}${path === null ? '' : ` ${path}`}`)}${ignored}`,
    ...differenceOf(what, expected, live),
  ];
}

function symbolOf(what: DriftFindingView['what']): string {
  switch (what) {
    case 'missing':
      return '-';
    case 'edited':
      return '~';
    case 'recreated':
      return '-/+';
  }
}

const differenceOf = (what: DriftFindingView['what'], expected: unknown, live: unknown): string[] =>
  what === 'edited'
    ? [`      applied ${JSON.stringify(expected)}`, `      live    ${JSON.stringify(live)}`]
    : [what === 'missing' ? '      deleted in the account' : '      deleted, and another of its name made'];
