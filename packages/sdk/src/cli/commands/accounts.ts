import type { Command } from 'commander';
import { listAccounts } from '../session/find-account.ts';
import type { Open } from '../session/open.ts';
import { table } from '../show/table.ts';
import { time } from '../show/words.ts';

export function addAccounts(program: Command, open: Open): void {
  program
    .command('accounts')
    .description('list the sub-accounts of the agency')
    .option('--sync', 'read the list from GoHighLevel first')
    .option('--all', 'those without the app, too')
    .action(async (flags: { sync?: boolean; all?: boolean }, command: Command) => {
      const cli = open(command);
      if (flags.sync) await cli.groundwork.accounts.sync();
      const view = await listAccounts(cli);
      const accounts = flags.all ? view.accounts : view.accounts.filter(({ state }) => state === 'active');
      cli.print({ ...view, accounts }, (data, { dim }, columns) =>
        table(
          ['ID', 'NAME', 'STATE', 'GROUP', 'LAST JOB'],
          data.accounts.map(({ id, name, state, group, lastJob }) => [
            id,
            name,
            state,
            group?.name ?? dim('-'),
            lastJob ? `${lastJob.state} ${time(lastJob.finishedAt)}` : dim('never'),
          ]),
          { columns, optional: ['GROUP'] },
        ),
      );
      if (view.connection.state !== 'connected')
        cli.say(view.connection.reason ?? 'The agency is not connected with GoHighLevel. Connect it in the browser.');
    });
}
