import type { Command } from 'commander';
import { readConfig, writeConfig } from '../config/config-file.ts';
import type { Open } from '../session/open.ts';

export function addLogout(program: Command, open: Open): void {
  program
    .command('logout')
    .description('forget the key of the profile')
    .action((_flags: object, command: Command) => {
      const cli = open(command);
      const { profile } = cli.settings;
      const config = readConfig(cli.terminal.env);
      const kept = config.profiles[profile];
      const wasSignedIn = kept?.apiKey != null;
      // The address stays, so that the next sign-in finds it.
      if (kept)
        writeConfig(cli.terminal.env, {
          ...config,
          profiles: { ...config.profiles, [profile]: { ...kept, apiKey: null } },
        });
      cli.print({ profile, wasSignedIn }, () =>
        wasSignedIn ? `Signed out of profile ${profile}.` : `Nobody was signed in by profile ${profile}.`,
      );
      if (wasSignedIn) cli.say('Its key works until it is revoked: Settings → API keys.');
    });
}
