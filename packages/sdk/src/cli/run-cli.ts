import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { createProgram } from './create-program.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { printError } from './print-error.ts';
import { formatOf, type Run } from './session/cli.ts';
import type { Terminal } from './terminal.ts';

/** One command, from its words to its exit code. */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const run: Run = { terminal, exitCode: exitCodes.ok, command: '' };
  const program = createProgram(run);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return run.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    // The words may be wrong in themselves: then nothing has read them.
    const format = formatOf({ json: words.includes('--json'), ndjson: words.includes('--ndjson') });
    const hasNoCommand = error instanceof CommanderError && error.code === 'commander.help';
    // The help was shown, which says it all to a person.
    if (hasNoCommand && format === 'text') return exitCodes.failed;
    const command =
      run.command ||
      words
        .filter((word) => !word.startsWith('-'))
        .slice(0, 1)
        .join('');
    if (hasNoCommand)
      return printError(new CliError('The command is missing.', { next: 'groundwork --help' }), {
        terminal,
        format,
        command,
      });
    return printError(error instanceof CommanderError ? asUsage(error, command) : error, { terminal, format, command });
  }
}

const asUsage = ({ message, code }: CommanderError, command: string): CliError => {
  const [what = '', ...more] = message.replace(/^error: /, '').split('\n');
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return new CliError([sentence.replace(/([^.?!])$/, '$1.'), ...more].join(' '), {
    next: ['groundwork', code === 'commander.unknownCommand' ? '' : command, '--help']
      .filter((word) => word !== '')
      .join(' '),
  });
};
