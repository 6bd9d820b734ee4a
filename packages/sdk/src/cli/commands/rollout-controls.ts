import type { Command } from 'commander';
import type { RolloutView } from '../../index.ts';
import type { Cli } from '../session/cli.ts';
import type { Open } from '../session/open.ts';
import { idOf } from '../session/options.ts';
import { showRollout } from '../show/show-rollout.ts';

export function addRolloutControls(rollout: Command, open: Open): void {
  const control = (name: string, description: string, change: (cli: Cli, id: string) => Promise<RolloutView>) =>
    rollout
      .command(name)
      .description(description)
      .addArgument(idOf('rollout'))
      .action(async (id: string, _flags: object, command: Command) => {
        const cli = open(command);
        cli.print(await change(cli, id), showRollout);
      });
  control('pause', 'let what runs end, and begin nothing new', (cli, id) => cli.groundwork.rollouts.pause(id));
  control('resume', 'go on after a pause or a halt', (cli, id) => cli.groundwork.rollouts.resume(id));
  control('cancel', 'end it; what was applied stays', (cli, id) => cli.groundwork.rollouts.cancel(id));
  control('retry', 'once more for the accounts that failed or could not be planned', (cli, id) =>
    cli.groundwork.rollouts.retry(id),
  );
}
