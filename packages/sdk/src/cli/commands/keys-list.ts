import type { Command } from 'commander';
import type { ApiKeyView } from '../../index.ts';
import type { Open } from '../session/open.ts';
import { table } from '../show/table.ts';
import { count, time } from '../show/words.ts';
import type { Colors } from '../terminal.ts';

export function addKeysList(keys: Command, open: Open): void {
  keys
    .command('list')
    .description('list your keys; a key for some accounts finds itself alone')
    .option('--all', 'those that ended in the last 30 days, too')
    .action(async (flags: { all?: boolean }, command: Command) => {
      const cli = open(command);
      const found = await cli.groundwork.keys.list();
      cli.print(
        found.filter(({ state }) => flags.all || state === 'active'),
        (shown, colors, columns) =>
          table(
            ['ID', 'NAME', 'ROLE', 'ACCOUNTS', 'BEGINS', 'LAST USED', 'EXPIRES', 'STATE'],
            shown.map((key) => row(key, colors)),
            { columns, optional: ['BEGINS', 'LAST USED'] },
          ),
      );
    });
}

const row = (key: ApiKeyView, { dim }: Colors): string[] => [
  key.id,
  key.name,
  key.role,
  key.accounts ? count(key.accounts.length, 'account') : 'all',
  key.prefix,
  key.lastUsedAt ? time(key.lastUsedAt) : dim('never'),
  key.expiresAt ? time(key.expiresAt) : dim('never'),
  key.isCaller ? `${key.state}, in use here` : key.state,
];
