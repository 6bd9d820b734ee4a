import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { readNames } from './names.ts';

/** `completion <shell>` prints a script; what it asks for at each Tab is answered here, without a call to the server. */
export function addCompletion(program: Command, { env, cwd }: Terminal): void {
  const completions = tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('print what makes the Tab key complete commands, accounts and blueprints, for bash, zsh or fish');
  const names = () => readNames(env);
  for (const [path, command] of completions.commands) {
    const account = command.options.get('account');
    if (account)
      account.handler = (complete) => {
        for (const name of names().accounts) complete(name, '');
      };
    const blueprint = command.options.get('blueprint');
    if (blueprint)
      blueprint.handler = (complete) => {
        for (const name of names().blueprints) complete(name, '');
      };
    for (const [name, argument] of command.arguments) {
      if (name === 'blueprint')
        argument.handler = (complete) => {
          for (const blueprint of names().blueprints) complete(blueprint, '');
        };
      // The library switches the shell's own completion of files off.
      if (name === 'file' || path === 'apply')
        argument.handler = (complete) => {
          for (const file of filesAt(cwd)) complete(file, '');
        };
    }
  }
}

function filesAt(folder: string): string[] {
  try {
    return readdirSync(join(folder), { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    );
  } catch {
    return [dirname(folder)];
  }
}
