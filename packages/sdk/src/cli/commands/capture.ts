import type { Command } from 'commander';
import { chosenAccount } from '../session/find-account.ts';
import type { Open } from '../session/open.ts';
import { writeOutput } from '../session/write-output.ts';
import { count } from '../show/words.ts';

export function addCapture(program: Command, open: Open): void {
  program
    .command('capture')
    .description('read an account that works into the text of a blueprint')
    .option('--account <account>', 'its name or id; else that of groundwork.yaml')
    .option('--out <file>', 'write the text there instead of stdout')
    .action(async (flags: { account?: string; out?: string }, command: Command) => {
      const cli = open(command);
      const account = await chosenAccount(cli, flags.account);
      cli.say(`Reading "${account.name}" …`);
      const capture = await cli.groundwork.blueprints.capture(account.id, { timeoutMs: 300_000 });
      if (flags.out !== undefined) writeOutput(cli.terminal, flags.out, capture.source);
      cli.print(capture, ({ source, resources }) =>
        flags.out === undefined ? source : `${flags.out}: ${count(resources, 'resource')} of "${account.name}".`,
      );
      for (const { kind, title, why } of capture.leftOut) cli.say(`Left out: ${kind} ${JSON.stringify(title)}: ${why}`);
    });
}
