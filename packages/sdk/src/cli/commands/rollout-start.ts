import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { followRollout } from '../follow/follow-rollout.ts';
import { type ApprovalFlags, approveRollout } from '../session/approve-rollout.ts';
import type { Open } from '../session/open.ts';
import { idOf } from '../session/options.ts';
import { showRollout } from '../show/show-rollout.ts';

interface Flags extends ApprovalFlags {
  revision?: string;
  follow?: boolean;
}

export function addRolloutStart(rollout: Command, open: Open): void {
  rollout
    .command('start')
    .description('approve every plan of a rollout, and begin')
    .addArgument(idOf('rollout'))
    .option('--auto-approve', 'do not ask; where something is destroyed, --confirm is needed')
    .option('--confirm <text>', 'approve what is destroyed: the text that `rollout status` names')
    .option('--revision <revision>', 'only if its plans are still these: as `rollout create --json` names them')
    .option('--follow', 'show live progress until it has ended')
    .action(async (id: string, flags: Flags, command: Command) => {
      const cli = open(command);
      const planned = await cli.groundwork.rollouts.get(id);
      if (cli.format === 'text') cli.print(planned, showRollout);
      const confirm = await approveRollout(cli, planned, flags);
      const started = await cli.groundwork.rollouts.start({
        id,
        confirm,
        revision: flags.revision ?? planned.revision ?? undefined,
      });
      if (!flags.follow) {
        cli.print(started, () => `groundwork rollout follow ${id}`);
        return;
      }
      const ended = await followRollout(cli, id, { until: 'ended' });
      cli.print(ended, showRollout);
      if (ended.state !== 'SUCCESS') cli.end(exitCodes.failed);
    });
}
