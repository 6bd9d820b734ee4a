import type { Command } from 'commander';
import open from 'open';
import { createGroundwork, type SessionView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { readConfig, writeConfig } from '../config/config-file.ts';
import { type Cli } from '../session/cli.ts';
import { signInByDevice } from '../session/device-sign-in.ts';
import type { Open } from '../session/open.ts';

export function addLogin(program: Command, openCli: Open): void {
  program
    .command('login')
    .description('sign in through a browser, or with an API key from stdin, and keep it in a profile')
    .option('--with-token', 'read an API key from stdin')
    .option('--no-browser', 'do not open the browser: only print the address')
    .action(async (flags: { withToken?: boolean; browser: boolean }, command: Command) => {
      const cli = openCli(command);
      const { url } = cli.settings;
      const apiKey = flags.withToken
        ? tokenOf(await cli.terminal.readStdin())
        : await signInByDevice(cli, { onCode: (page) => flags.browser && show(cli, page) });
      // Looked at before it is kept: a key that does nothing would only fail later.
      const me = await createGroundwork({ url, apiKey }).me();
      const path = keep(cli, apiKey, me, { ownKey: !flags.withToken });
      cli.print(
        { profile: cli.settings.profile, url, agency: me.agency, user: me.user, apiKey: me.apiKey },
        ({ agency, user, profile }) =>
          `Signed in to ${agency.name} as ${user.name} (${me.apiKey?.role ?? user.role}), profile ${profile}.`,
      );
      if (/^http:\/\/(?!localhost|127\.|\[::1\])/.test(url))
        cli.say(`Beware: ${url} is not encrypted, so the key can be read on the way.`);
      cli.say(`The key is kept in ${path}.`);
    });
}

function tokenOf(text: string): string {
  const token = text.trim();
  if (/^gw_[\w-]{20,200}$/.test(token)) return token;
  throw new CliError('What came on stdin is no API key: one begins with gw_. Make one under Settings → API keys.', {
    next: 'groundwork login --with-token < key.txt',
  });
}

function keep(
  { settings, terminal }: Cli,
  apiKey: string,
  { agency, user }: SessionView,
  { ownKey }: { ownKey: boolean },
): string {
  const config = readConfig(terminal.env);
  const profile = { url: settings.url, apiKey, agency: agency.name, user: user.name, ownKey };
  const profiles = { ...config.profiles, [settings.profile]: profile };
  return writeConfig(terminal.env, { ...config, current: settings.profile, profiles });
}

async function show(cli: Cli, page: string): Promise<void> {
  if (!cli.terminal.isInteractive || !/^https?:\/\//.test(page)) return;
  try {
    const child = await open(page);
    // No browser here: the address is on the screen.
    child.on('error', () => {});
  } catch {
    cli.say('The browser could not be opened: open the address yourself.');
  }
}
