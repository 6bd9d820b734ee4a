import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { followRollout } from '../follow/follow-rollout.ts';
import type { Open } from '../session/open.ts';
import { idOf, wholeNumber } from '../session/options.ts';
import { showRollout, showRolloutRows, showRollouts } from '../show/show-rollout.ts';

const rowsAtOnce = 200;

export function addRolloutStatus(rollout: Command, open: Open): void {
  rollout
    .command('list')
    .description('list the rollouts, the newest first')
    .option('--limit <number>', 'so many', wholeNumber, 25)
    .action(async ({ limit }: { limit: number }, command: Command) => {
      const cli = open(command);
      const pages = cli.groundwork.rollouts.list({ limit: Math.min(100, Math.max(1, limit)) });
      const found = await pages.toArray(limit);
      cli.print(found, showRollouts);
      if (found.length === 0) cli.say('There are no rollouts yet.');
    });
  rollout
    .command('status')
    .description('show how far a rollout is, account by account')
    .addArgument(idOf('rollout'))
    .action(async (id: string, _flags: object, command: Command) => {
      const cli = open(command);
      const { rollouts } = cli.groundwork;
      const view = await rollouts.get(id);
      const { rows, total } = await rollouts.matrix(id, { limit: rowsAtOnce });
      while (rows.length < total) {
        const more = await rollouts.matrix(id, { limit: rowsAtOnce, offset: rows.length });
        if (more.rows.length === 0) break;
        rows.push(...more.rows);
      }
      cli.print({ rollout: view, accounts: rows.map(({ cells: _cells, ...row }) => row) }, (data, colors, columns) =>
        [showRollout(data.rollout, colors), showRolloutRows(data.accounts, columns)].join('\n'),
      );
    });
  rollout
    .command('follow')
    .description('show live progress until a rollout has ended, or waits for a person')
    .addArgument(idOf('rollout'))
    .action(async (id: string, _flags: object, command: Command) => {
      const cli = open(command);
      cli.terminal.endWithReader();
      const ended = await followRollout(cli, id, { until: 'ended' });
      cli.print(ended, showRollout);
      if (ended.state !== 'SUCCESS' && ended.state !== 'PLANNED') cli.end(exitCodes.failed);
    });
}
