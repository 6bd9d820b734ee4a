import type { Command } from 'commander';
import { readConfig, writeConfig } from '../config/config-file.ts';
import { endOwnKey } from '../session/end-own-key.ts';
import type { Open } from '../session/open.ts';

export function addLogout(program: Command, open: Open): void {
  program
    .command('logout')
    .description('forget the key of the profile, and revoke it where a browser sign-in made it')
    .action(async (_flags: object, command: Command) => {
      const cli = open(command);
      const { profile } = cli.settings;
      const config = readConfig(cli.terminal.env);
      const kept = config.profiles[profile];
      const apiKey = kept?.apiKey ?? null;
      const revoked = await endOwnKey(cli, kept);
      // The address stays, so that the next sign-in finds it.
      if (kept)
        writeConfig(cli.terminal.env, {
          ...config,
          profiles: { ...config.profiles, [profile]: { ...kept, apiKey: null } },
        });
      cli.print({ profile, wasSignedIn: apiKey !== null, revoked }, () => said({ profile, apiKey, revoked }));
      if (apiKey !== null && !kept?.ownKey)
        cli.say('Its key came from elsewhere and works on, until it is revoked: Settings → API keys.');
    });
}

const said = ({ profile, apiKey, revoked }: { profile: string; apiKey: string | null; revoked: string | null }) => {
  if (apiKey === null) return `Nobody was signed in by profile ${profile}.`;
  return `Signed out of profile ${profile}${revoked === null ? '' : `, and revoked its key "${revoked}"`}.`;
};
