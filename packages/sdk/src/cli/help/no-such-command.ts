import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { commandName } from '../session/cli.ts';
import { nearestName } from './nearest-name.ts';

/** Of `parent`; the top is named by nothing. */
export function noSuchCommand(parent: Command, word: string): CliError {
  const path = commandName(parent);
  const names = parent
    .createHelp()
    .visibleCommands(parent)
    .map((command) => command.name())
    .filter((name) => name !== 'help');
  const near = nearestName(word, names);
  const said = [
    `There is no command "${[path, word].join(' ').trim()}".`,
    ...(near === null ? [] : [`Did you mean ${near}?`]),
    // Of all of them there are too many for a line.
    ...(path === '' || names.length === 0 ? [] : [`There are ${names.join(', ')}.`]),
  ];
  return new CliError(said.join(' '), { next: ['groundwork', path, '--help'].filter((part) => part !== '').join(' ') });
}
