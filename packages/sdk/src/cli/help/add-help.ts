import type { Command } from 'commander';
import { noSuchCommand } from './no-such-command.ts';

/**
 * `help drift fix`, `drift help fix` and `drift fix --help` show the same. Commander's own looks no further than one word, and shows
 * what stands above a command that is not there as if it were asked for.
 */
export function addHelp(program: Command): void {
  for (const command of program.commands) if (command.commands.length > 0) addHelp(command);
  program
    .helpCommand(false)
    .command('help')
    .description('print the help of a command')
    .argument('[command...]')
    .action((words: string[]) => {
      let at = program;
      for (const word of words) {
        const found = at.commands.find((command) => command.name() === word);
        if (!found) throw noSuchCommand(at, word);
        at = found;
      }
      at.help();
    });
  // With the flag, commander looks for no command after one that has others.
  program.on('beforeHelp', ({ command }: { command: Command }) => {
    const [word] = command.args;
    if (word === undefined || word.startsWith('-') || command.commands.length === 0) return;
    if (command.commands.every((one) => one.name() !== word)) throw noSuchCommand(command, word);
  });
}
