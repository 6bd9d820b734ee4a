import type { Command } from 'commander';
import type { DriftCauseView, RolloutView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { followRollout } from '../follow/follow-rollout.ts';
import { type ApprovalFlags, approveRollout } from '../session/approve-rollout.ts';
import { mustBeAble } from '../session/ask.ts';
import type { Cli } from '../session/cli.ts';
import { chosenAccounts } from '../session/find-account.ts';
import { causeName, findCauses } from '../session/find-cause.ts';
import type { Open } from '../session/open.ts';
import { many } from '../session/options.ts';
import { showCause } from '../show/show-drift.ts';
import { changesOf } from '../show/show-plan.ts';
import { showRollout } from '../show/show-rollout.ts';
import type { Colors } from '../terminal.ts';

interface Flags extends ApprovalFlags {
  account: string[];
  planOnly?: boolean;
  detach?: boolean;
}

export function addDriftFix(drift: Command, open: Open): void {
  drift
    .command('fix')
    .description('plan to bring accounts back to what was applied, ask, and do it; only this difference is touched')
    .argument('<drift...>', 'the address of what differs, or its key; several become one rollout of each blueprint')
    .addOption(
      many('--account <account>', 'of the account of this name or id alone; else of all where it is not ignored'),
    )
    .option('--plan-only', 'plan it, and leave it for `groundwork rollout start`')
    .option('--auto-approve', 'do not ask; where something is destroyed, --confirm is needed')
    .option('--confirm <text>', 'approve what is destroyed: the text that is asked for')
    .option('--detach', 'start, and do not wait for the end')
    .action(async (wanted: string[], flags: Flags, command: Command) => {
      const cli = open(command);
      const causes = await findCauses(cli, wanted);
      // Before anything is planned, which nobody could approve.
      if (!flags.planOnly && !flags.autoApprove && flags.confirm === undefined) mustBeAble(cli, '--auto-approve');
      if (cli.format === 'text')
        for (const cause of causes) cli.print(cause, (data, colors) => showCause(data, colors).join('\n'));
      const locationIds = await accountsOf(cli, causes, flags.account);
      const made = await fixAll(cli, causes, locationIds);
      const planned: RolloutView[] = [];
      for (const { id } of made) planned.push(await followRollout(cli, id, { until: 'planned' }));
      if (flags.planOnly) {
        printAll(cli, planned, causes, showRollout);
        for (const { id } of planned) cli.say(`Start it: groundwork rollout start ${id}`);
        return;
      }
      const ended: RolloutView[] = [];
      for (const [at, rollout] of planned.entries())
        ended.push(await run(cli, rollout, { ...flags, left: planned.slice(at) }));
      printAll(cli, ended, causes, flags.detach ? ({ id }) => `groundwork rollout follow ${id}` : showRollout);
      if (!flags.detach && ended.some(({ state }) => state !== 'SUCCESS')) cli.end(exitCodes.failed);
    });
}

/** One by itself as servers know it that take one at a time. */
async function fixAll(
  cli: Cli,
  causes: readonly DriftCauseView[],
  locationIds: string[] | undefined,
): Promise<RolloutView[]> {
  const { drift } = cli.groundwork;
  const keys = causes.map(({ key }) => key);
  const [key] = keys;
  if (key !== undefined && keys.length === 1) return [await drift.fix({ key, locationIds })];
  return drift.fixMany({ keys, locationIds });
}

/** What is made of one cause is one rollout, and of several a list. */
function printAll(
  cli: Cli,
  rollouts: readonly RolloutView[],
  causes: readonly DriftCauseView[],
  show: (rollout: RolloutView, colors: Colors) => string,
): void {
  cli.print(causes.length === 1 ? rollouts[0] : rollouts, (_, colors) =>
    rollouts.map((rollout) => show(rollout, colors)).join('\n'),
  );
}

/** Undefined: wherever it is not ignored. */
async function accountsOf(cli: Cli, causes: readonly DriftCauseView[], named: string[]): Promise<string[] | undefined> {
  if (named.length === 0) return undefined;
  const accounts = await chosenAccounts(cli, named);
  const found = await Promise.all(causes.map(({ key }) => cli.groundwork.drift.cause(key)));
  const findings = found.flatMap((cause) => cause.findings);
  const other = accounts.find(({ id }) => findings.every(({ location }) => location.id !== id));
  if (other)
    throw new CliError(
      `"${other.name}" does not differ in ${causes.map(causeName).join(', ')}, as it was checked last.`,
      {
        code: 'NOT_FOUND',
        where: findings.slice(0, 10).map(({ location: { id, name } }) => `${id} ${name}`),
        next: `groundwork drift --check --account ${JSON.stringify(other.name)}`,
      },
    );
  return accounts.map(({ id }) => id);
}

/** What is not approved stays to be, as it may be a fix that somebody else began; the next one finds it. */
async function run(
  cli: Cli,
  planned: RolloutView,
  flags: Flags & { left: readonly RolloutView[] },
): Promise<RolloutView> {
  const { rollouts } = cli.groundwork;
  if (planned.state !== 'PLANNED') return planned;
  if (cli.format === 'text') cli.print(planned, showRollout);
  let confirm: string | undefined;
  try {
    if (changesOf(planned.summary) > 0) confirm = await approveRollout(cli, planned, flags);
  } catch (error) {
    for (const { id } of flags.left)
      cli.say(`It stays planned: groundwork rollout start ${id}, or groundwork rollout cancel ${id}`);
    throw error;
  }
  const started = await rollouts.start({ id: planned.id, confirm, revision: planned.revision ?? undefined });
  return flags.detach ? started : followRollout(cli, planned.id, { until: 'ended' });
}
