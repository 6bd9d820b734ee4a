import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { askYes } from '../session/ask.ts';
import { causeName, findCauses } from '../session/find-cause.ts';
import type { Open } from '../session/open.ts';
import { showCause } from '../show/show-drift.ts';
import { count } from '../show/words.ts';

export function addDriftAccept(drift: Command, open: Open): void {
  drift
    .command('accept')
    .description('write what the accounts hold into a new version of the blueprint; no account is touched')
    .argument('<drift...>', 'the address of what differs, or its key; of several all are accepted, or none')
    .option('--auto-approve', 'do not ask')
    .action(async (wanted: string[], flags: { autoApprove?: boolean }, command: Command) => {
      const cli = open(command);
      const causes = await findCauses(cli, wanted);
      const names = [...new Set(causes.map(({ blueprint }) => blueprint.name))].join(' and ');
      const what = causes.map(causeName).join(', ');
      if (cli.format === 'text')
        for (const cause of causes) cli.print(cause, (data, colors) => showCause(data, colors).join('\n'));
      if (
        !flags.autoApprove &&
        !(await askYes(cli, `Save a version of ${names} in which ${what} ${causes.length === 1 ? 'is' : 'are'} so?`))
      )
        throw new CliError('Not approved. Nothing was saved.', { code: 'NOT_APPROVED' });
      const [cause, ...others] = causes;
      const saved =
        cause && others.length === 0
          ? [await cli.groundwork.drift.accept(cause.key)]
          : await cli.groundwork.drift.acceptMany(causes.map(({ key }) => key));
      cli.print(others.length === 0 ? saved[0] : saved, () =>
        saved
          .map(
            ({ version, accounts }) =>
              `Saved as ${version.name} v${version.version}: it says what ${count(accounts, 'account')} hold${accounts === 1 ? 's' : ''}.`,
          )
          .join('\n'),
      );
      for (const { version } of saved)
        cli.say(`See what changed: groundwork blueprint diff ${JSON.stringify(version.name)}`);
    });
}
