import { type Command, CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { createProgram } from './create-program.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { usualCommand } from './help/help.ts';
import { noSuchCommand } from './help/no-such-command.ts';
import { printError } from './print-error.ts';
import { commandName, formatOf, type Run } from './session/cli.ts';
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
    const meant = meantCommand(program, words);
    const command = run.command || commandName(meant);
    if (hasNoCommand)
      return printError(new CliError('The command is missing.', { next: 'groundwork --help' }), {
        terminal,
        format,
        command,
      });
    return printError(error instanceof CommanderError ? asUsage(error, meant) : error, {
      terminal,
      format,
      command,
      settings: run.settings,
    });
  }
}

/** The command that the words name, as far as they name one. */
function meantCommand(program: Command, words: readonly string[]): Command {
  let at = program;
  for (const word of words) at = at.commands.find((command) => command.name() === word) ?? at;
  return at;
}

function asUsage({ message, code }: CommanderError, command: Command): CliError {
  const next = ['groundwork', commandName(command), '--help'].filter((word) => word !== '').join(' ');
  const [what = '', ...more] = message.replace(/^error: /, '').split('\n');
  // One that may be left out takes no words, so what was typed is no command either.
  const [word] = (code === 'commander.excessArguments' ? usualCommand(command) : command)?.args ?? [];
  if (word !== undefined && /excessArguments|unknownCommand/.test(code) && command.commands.length > 0)
    return noSuchCommand(command, word);
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
  return new CliError([sentence.replace(/([^.?!])$/, '$1.'), ...more].join(' '), { next });
}
