import type {
  AccountDriftView,
  DriftCauseView,
  DriftFindingView,
  DriftIgnoreView,
  DriftOverviewView,
} from '../../index.ts';
import { causeName, shortKey } from '../session/find-cause.ts';
import type { Colors } from '../terminal.ts';
import { count, time } from './words.ts';

export function showDrift({ counts, causes, failureCauses }: DriftOverviewView, colors: Colors): string {
  const { bold, green, red, dim } = colors;
  const open = causes.filter((cause) => cause.open > 0);
  return [
    ...open.flatMap((cause) => showCause(cause, colors)),
    ...causes.flatMap((cause) => cause.ignores.map((ignore) => dim(showIgnore(cause, ignore)))),
    ...failureCauses.map(
      ({ error, accounts, examples }) =>
        `${red('!')} ${accounts === 1 ? examples[0]?.name : count(accounts, 'account')}: not checked: ${error.message}`,
    ),
    open.length === 0 ? green('No drift.') : bold(`Drift: ${count(open.length, 'cause')}.`),
    dim(
      `${counts.clean} clean, ${counts.drifted} drifted, ${counts.failed} failed, ${counts.unchecked} not checked yet.`,
    ),
  ].join('\n');
}

/** A client's account at the left, what was applied at the right would be read as a plan: so both are named. */
export function showCause(
  { what, address, title, path, expected, live, ...cause }: DriftCauseView,
  colors: Colors,
): string[] {
  const { yellow, dim } = colors;
  // Those where it is not ignored come first.
  const shown = cause.examples.slice(0, cause.open);
  const names = shown.map(({ name }) => name).join(', ');
  return [
    `${yellow(`${symbolOf(what)} ${address}  ${JSON.stringify(title)}${path === null ? '' : ` ${path}`}`)}  ${dim(shortKey(cause))}`,
    ...differenceOf(what, expected, live[0]?.value ?? null),
    dim(`      ${count(cause.open, 'account')}: ${names}${cause.open > shown.length ? ', …' : ''}`),
  ];
}

const showIgnore = (cause: DriftCauseView, { location, until, reason }: DriftIgnoreView): string =>
  `# ${causeName(cause)} is ignored ${location === null ? 'everywhere' : `in ${location.name}`} until ${time(until)}: ${reason}`;

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
  const { what, address, title, path, expected, live, ignoredUntil, causeKey } = finding;
  const ignored = ignoredUntil === null ? '' : dim(` (ignored until ${time(ignoredUntil)})`);
  return [
    `${paint(`${symbolOf(what)} ${address}  ${JSON.stringify(title)}${path === null ? '' : ` ${path}`}`)}  ${dim(shortKey({ key: causeKey }))}${ignored}`,
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
