import type { Command } from 'commander';
import { createCaller } from '../../caller.ts';
import { GroundworkError } from '../../groundwork-error.ts';
import { type Profile, readConfig, writeConfig } from '../config/config-file.ts';
import type { Cli } from '../session/cli.ts';
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
      const revoked = kept?.ownKey && apiKey !== null ? await revoke(cli, { url: kept.url, apiKey }) : null;
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

/** At the address where it was made, whatever this call was told. Null: it was not; the person is told, and signed out here all the same. */
async function revoke(cli: Cli, { url, apiKey }: Pick<Profile, 'url'> & { apiKey: string }): Promise<string | null> {
  const caller = createCaller({ url, apiKey, timeoutMs: 10_000, maxRetries: 1 });
  try {
    return (await caller.change((sent) => caller.trpc.apiKeys.revokeSelf.mutate(undefined, sent))).name;
  } catch (error) {
    if (!(error instanceof GroundworkError)) throw error;
    cli.say(
      error.code === 'UNAUTHORIZED'
        ? 'Its key had ended before.'
        : `Its key could not be revoked: ${error.message} Revoke it in the browser: Settings → API keys.`,
    );
    return null;
  }
}
