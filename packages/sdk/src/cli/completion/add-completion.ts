import { readdirSync } from 'node:fs';
import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';
import { readConfig } from '../config/config-file.ts';
import { readNames } from './names.ts';
import { scripts } from './scripts.ts';

/** `completion <shell>` prints a script; what it asks for at each Tab is answered here, without a call to the server. */
export function addCompletion(program: Command, terminal: Terminal): void {
  const { env, cwd } = terminal;
  const completions = tab(program, { completionCommandName: 'completion' });
  program.commands
    .find((command) => command.name() === 'completion')
    ?.description('print what makes the Tab key complete commands, accounts and blueprints, for bash, zsh or fish')
    .action((shell: string) => {
      if (isOurs(shell)) terminal.out(scripts[shell]);
      else completions.setup('groundwork', 'groundwork', shell);
    });
  const names = () => readNames(env);
  const profile = completions.options.get('profile');
  if (profile)
    profile.handler = (complete) => {
      for (const name of profilesOf(env)) complete(name, '');
    };
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
      if (path === 'apply')
        argument.handler = (complete) => {
          for (const name of [...filesAt(cwd), ...names().blueprints]) complete(name, '');
        };
    }
  }
}

const isOurs = (shell: string): shell is keyof typeof scripts => Object.hasOwn(scripts, shell);

function profilesOf(env: NodeJS.ProcessEnv): string[] {
  try {
    return Object.keys(readConfig(env).profiles);
  } catch {
    return [];
  }
}

function filesAt(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    );
  } catch {
    return [];
  }
}
