import type { Command } from 'commander';
import { createGroundwork, type SessionView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { readConfig, writeConfig } from '../config/config-file.ts';
import { exitCodes } from '../exit-codes.ts';
import { askInBrowser } from '../session/ask-in-browser.ts';
import { type Cli } from '../session/cli.ts';
import { endOwnKey } from '../session/end-own-key.ts';
import type { Open } from '../session/open.ts';
import { userAgent } from '../session/user-agent.ts';

export function addLogin(program: Command, openCli: Open): void {
  program
    .command('login')
    .description(
      'sign in through a browser, or with an API key from stdin, and keep it in a profile; the key of a sign-in before ends',
    )
    .option('--with-token', 'read an API key from stdin')
    .option('--no-browser', 'do not open the browser: only print the address')
    .action(async (flags: { withToken?: boolean; browser: boolean }, command: Command) => {
      const cli = openCli(command);
      const { url } = cli.settings;
      const apiKey = flags.withToken
        ? tokenOf(await cli.terminal.readStdin())
        : (await askInBrowser(cli, { path: '/auth/device', opensBrowser: flags.browser, refusal })).secret;
      // Looked at before it is kept: a key that does nothing would only fail later.
      const me = await createGroundwork({ url, apiKey, userAgent }).me();
      const { path, revoked } = await keep(cli, apiKey, me, { isOwn: !flags.withToken });
      cli.print(
        { profile: cli.settings.profile, url, agency: me.agency, user: me.user, apiKey: me.apiKey, revoked },
        ({ agency, user, profile }) =>
          `Signed in to ${agency.name} as ${user.name} (${me.apiKey?.role ?? user.role}), profile ${profile}.`,
      );
      if (/^http:\/\/(?!localhost|127\.|\[::1\])/.test(url))
        cli.say(`Beware: ${url} is not encrypted, so the key can be read on the way.`);
      if (cli.terminal.env['GROUNDWORK_API_KEY']?.trim())
        cli.warn('GROUNDWORK_API_KEY is set, and its key is used in place of this one. Unset it, or give --profile.');
      cli.say(`The key is kept in ${path}${revoked === null ? '' : `; the one before, "${revoked}", is revoked`}.`);
    });
}

const refusal = { code: 'SIGN_IN_FAILED', exitCode: exitCodes.notSignedIn, next: 'groundwork login' };

function tokenOf(text: string): string {
  const token = text.trim();
  if (/^gw_[\w-]{20,200}$/.test(token)) return token;
  throw new CliError('What came on stdin is no API key: one begins with gw_. Make one under Settings → API keys.', {
    next: 'groundwork login --with-token < key.txt',
  });
}

/** The key that the profile had from a sign-in before is nobody's then: it ends. */
async function keep(
  cli: Cli,
  apiKey: string,
  { agency, user }: SessionView,
  { isOwn }: { isOwn: boolean },
): Promise<{ path: string; revoked: string | null }> {
  const { settings, terminal } = cli;
  const config = readConfig(terminal.env);
  const before = config.profiles[settings.profile];
  const isSame = before?.apiKey === apiKey;
  const ownKey = isOwn || (isSame && before.ownKey === true);
  const profile = { url: settings.url, apiKey, agency: agency.name, user: user.name, ownKey };
  const profiles = { ...config.profiles, [settings.profile]: profile };
  const path = writeConfig(terminal.env, { ...config, current: settings.profile, profiles });
  return { path, revoked: isSame ? null : await endOwnKey(cli, before) };
}
