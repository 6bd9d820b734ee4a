import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { askYes } from '../session/ask.ts';
import { causeName, findCause } from '../session/find-cause.ts';
import type { Open } from '../session/open.ts';
import { showCause } from '../show/show-drift.ts';
import { count } from '../show/words.ts';

export function addDriftAccept(drift: Command, open: Open): void {
  drift
    .command('accept')
    .description('write what the accounts hold into a new version of the blueprint; no account is touched')
    .argument('<drift>', 'the address of what differs, or its key')
    .option('--auto-approve', 'do not ask')
    .action(async (wanted: string, flags: { autoApprove?: boolean }, command: Command) => {
      const cli = open(command);
      const cause = await findCause(cli, wanted);
      const { name } = cause.blueprint;
      if (cli.format === 'text') cli.print(cause, (data, colors) => showCause(data, colors).join('\n'));
      if (!flags.autoApprove && !(await askYes(cli, `Save a version of ${name} in which ${causeName(cause)} is so?`)))
        throw new CliError('Not approved. Nothing was saved.', { code: 'NOT_APPROVED' });
      const { version, accounts } = await cli.groundwork.drift.accept(cause.key);
      cli.print(
        { version, accounts },
        () =>
          `Saved as ${version.name} v${version.version}: it says what ${count(accounts, 'account')} hold${accounts === 1 ? 's' : ''}.`,
      );
      cli.say(`See what changed: groundwork blueprint diff ${JSON.stringify(version.name)}`);
    });
}
