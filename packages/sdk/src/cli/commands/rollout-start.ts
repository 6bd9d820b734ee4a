import type { Command } from 'commander';
import type { RolloutView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { followRollout } from '../follow/follow-rollout.ts';
import { askTyped, askYes } from '../session/ask.ts';
import type { Cli } from '../session/cli.ts';
import type { Open } from '../session/open.ts';
import { showRollout } from '../show/show-rollout.ts';
import { count } from '../show/words.ts';

interface Flags {
  autoApprove?: boolean;
  confirm?: string;
  follow?: boolean;
}

export function addRolloutStart(rollout: Command, open: Open): void {
  rollout
    .command('start')
    .description('approve every plan of a rollout, and begin')
    .argument('<rollout>', 'its id')
    .option('--auto-approve', 'do not ask; where something is destroyed, --confirm is needed')
    .option('--confirm <text>', 'approve what is destroyed: the text that `rollout status` names')
    .option('--follow', 'show live progress until it has ended')
    .action(async (id: string, flags: Flags, command: Command) => {
      const cli = open(command);
      const planned = await cli.groundwork.rollouts.get(id);
      if (cli.format === 'text') cli.print(planned, showRollout);
      const confirm = await approve(cli, planned, flags);
      const started = await cli.groundwork.rollouts.start({ id, confirm });
      if (!flags.follow) {
        cli.print(started, () => `groundwork rollout follow ${id}`);
        return;
      }
      const ended = await followRollout(cli, id, { until: 'ended' });
      cli.print(ended, showRollout);
      if (ended.state !== 'SUCCESS') cli.end(exitCodes.failed);
    });
}

async function approve(cli: Cli, rollout: RolloutView, flags: Flags): Promise<string | undefined> {
  const { confirmText, destructive, name, total } = rollout;
  if (confirmText === null) {
    if (flags.autoApprove || (await askYes(cli, `Start "${name}" for ${count(total, 'account')}?`))) return undefined;
    throw new CliError('Not approved. Nothing was applied.', { code: 'NOT_APPROVED' });
  }
  if (flags.confirm?.trim() === confirmText.trim()) return confirmText;
  cli.say(`This destroys something in ${count(destructive, 'account')}.`);
  if (await askTyped(cli, confirmText)) return confirmText;
  throw new CliError(`That is not "${confirmText}". Nothing was applied.`, { code: 'NOT_APPROVED' });
}
