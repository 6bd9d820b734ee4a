import type { Command } from 'commander';
import { type Check, diagnose } from '../session/diagnose.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Open } from '../session/open.ts';
import { writeOutput } from '../session/write-output.ts';
import type { Colors } from '../terminal.ts';

export function addDoctor(program: Command, open: Open): void {
  program
    .command('doctor')
    .description('check the address, the key, the clock, the role and the versions')
    .option('--bundle <file>', 'write what was found to a file to report; it holds no key, no name and no e-mail')
    .action(async (flags: { bundle?: string }, command: Command) => {
      const cli = open(command);
      const report = await diagnose(cli);
      if (flags.bundle !== undefined) {
        writeOutput(cli.terminal, flags.bundle, `${JSON.stringify(report, null, 2)}\n`);
        cli.say(`Written to ${flags.bundle}.`);
      }
      cli.print(report, ({ checks }, colors) => checks.map((check) => showCheck(check, colors)).join(''));
      const failed = report.checks.filter(({ result }) => result === 'failed');
      const isOnlyKey = failed.length > 0 && failed.every(({ name }) => name === 'key');
      if (failed.length > 0) cli.end(isOnlyKey ? exitCodes.notSignedIn : exitCodes.failed);
    });
}

function showCheck({ name, result, message }: Check, { green, yellow, red, dim }: Colors): string {
  const sign = { ok: green('✓'), warning: yellow('!'), failed: red('✗'), skipped: dim('-') }[result];
  return `${sign} ${name.padEnd(9)} ${message}\n`;
}
