import type { Command } from 'commander';
import type { DriftCauseView, RolloutView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { followRollout } from '../follow/follow-rollout.ts';
import { type ApprovalFlags, approveRollout } from '../session/approve-rollout.ts';
import { mustBeAble } from '../session/ask.ts';
import type { Cli } from '../session/cli.ts';
import { chosenAccounts } from '../session/find-account.ts';
import { causeName, findCause } from '../session/find-cause.ts';
import type { Open } from '../session/open.ts';
import { many } from '../session/options.ts';
import { showCause } from '../show/show-drift.ts';
import { changesOf } from '../show/show-plan.ts';
import { showRollout } from '../show/show-rollout.ts';

interface Flags extends ApprovalFlags {
  account: string[];
  planOnly?: boolean;
  detach?: boolean;
}

export function addDriftFix(drift: Command, open: Open): void {
  drift
    .command('fix')
    .description('plan to bring accounts back to what was applied, ask, and do it; only this difference is touched')
    .argument('<drift>', 'the address of what differs, or its key')
    .addOption(
      many('--account <account>', 'of the account of this name or id alone; else of all where it is not ignored'),
    )
    .option('--plan-only', 'plan it, and leave it for `groundwork rollout start`')
    .option('--auto-approve', 'do not ask; where something is destroyed, --confirm is needed')
    .option('--confirm <text>', 'approve what is destroyed: the text that is asked for')
    .option('--detach', 'start, and do not wait for the end')
    .action(async (wanted: string, flags: Flags, command: Command) => {
      const cli = open(command);
      // Before anything is planned, which nobody could approve.
      if (!flags.planOnly && !flags.autoApprove && flags.confirm === undefined) mustBeAble(cli, '--auto-approve');
      const cause = await findCause(cli, wanted);
      if (cli.format === 'text') cli.print(cause, (data, colors) => showCause(data, colors).join('\n'));
      const locationIds = await accountsOf(cli, cause, flags.account);
      const made = await cli.groundwork.drift.fix({ key: cause.key, locationIds });
      const planned = await followRollout(cli, made.id, { until: 'planned' });
      if (flags.planOnly) {
        cli.print(planned, showRollout);
        cli.say(`Start it: groundwork rollout start ${planned.id}`);
        return;
      }
      const ended = await run(cli, planned, flags);
      cli.print(ended, flags.detach ? () => `groundwork rollout follow ${ended.id}` : showRollout);
      if (!flags.detach && ended.state !== 'SUCCESS') cli.end(exitCodes.failed);
    });
}

/** Undefined: wherever it is not ignored. */
async function accountsOf(cli: Cli, cause: DriftCauseView, named: string[]): Promise<string[] | undefined> {
  if (named.length === 0) return undefined;
  const accounts = await chosenAccounts(cli, named);
  const { findings } = await cli.groundwork.drift.cause(cause.key);
  const other = accounts.find(({ id }) => findings.every(({ location }) => location.id !== id));
  if (other)
    throw new CliError(`"${other.name}" does not differ in ${causeName(cause)}, as it was checked last.`, {
      code: 'NOT_FOUND',
      where: findings.slice(0, 10).map(({ location: { id, name } }) => `${id} ${name}`),
      next: `groundwork drift --check --account ${JSON.stringify(other.name)}`,
    });
  return accounts.map(({ id }) => id);
}

/** What is not approved stays to be, as it may be a fix that somebody else began; the next one finds it. */
async function run(cli: Cli, planned: RolloutView, flags: Flags): Promise<RolloutView> {
  const { rollouts } = cli.groundwork;
  if (planned.state !== 'PLANNED') return planned;
  if (cli.format === 'text') cli.print(planned, showRollout);
  let confirm: string | undefined;
  try {
    if (changesOf(planned.summary) > 0) confirm = await approveRollout(cli, planned, flags);
  } catch (error) {
    cli.say(`It stays planned: groundwork rollout start ${planned.id}, or groundwork rollout cancel ${planned.id}`);
    throw error;
  }
  const started = await rollouts.start({ id: planned.id, confirm, revision: planned.revision ?? undefined });
  return flags.detach ? started : followRollout(cli, planned.id, { until: 'ended' });
}
