import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { readConfig, writeConfig } from '../config/config-file.ts';
import type { Open } from '../session/open.ts';
import { table } from '../show/table.ts';

export function addProfiles(program: Command, open: Open): void {
  const profiles = program
    .command('profiles')
    .description('list the profiles of this machine, or say which one is used');
  profiles
    .command('list', { isDefault: true })
    .description('list the profiles of this machine; * marks the current one')
    .action((_flags: object, command: Command) => {
      const cli = open(command);
      const config = readConfig(cli.terminal.env);
      const kept = Object.entries(config.profiles).map(([name, { url, agency, user, apiKey }]) => {
        return { name, url, agency, user, isCurrent: name === config.current, isSignedIn: apiKey !== null };
      });
      cli.print(kept, (all, { dim }, columns) =>
        table(
          ['', 'NAME', 'URL', 'AGENCY', 'USER'],
          all.map(({ name, url, agency, user, isCurrent, isSignedIn }) => [
            isCurrent ? '*' : ' ',
            name,
            url,
            agency ?? dim('-'),
            isSignedIn ? (user ?? dim('-')) : dim('signed out'),
          ]),
          { columns, optional: ['USER', 'AGENCY'] },
        ),
      );
      if (kept.length === 0) cli.say('There is none yet: groundwork login makes the first.');
    });
  profiles
    .command('use')
    .description('use this profile from now on, unless --profile, GROUNDWORK_PROFILE or groundwork.yaml names another')
    .argument('<name>', 'as `groundwork profiles` shows it')
    .action((name: string, _flags: object, command: Command) => {
      const cli = open(command);
      const config = readConfig(cli.terminal.env);
      const profile = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
      if (!profile)
        throw new CliError(`There is no profile "${name}".`, {
          code: 'NOT_FOUND',
          where: Object.keys(config.profiles),
          next: `groundwork login --profile ${JSON.stringify(name)}`,
        });
      writeConfig(cli.terminal.env, { ...config, current: name });
      const { url, agency } = profile;
      cli.print({ profile: name, url, agency }, () => `Using profile ${name}: ${agency ?? 'nobody'} at ${url}.`);
    });
}
