import { type Command, InvalidArgumentError, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { askInBrowser, type Granted } from '../session/ask-in-browser.ts';
import type { Cli } from '../session/cli.ts';
import { findAccount, listAccounts } from '../session/find-account.ts';
import type { Open } from '../session/open.ts';
import { many } from '../session/options.ts';
import { count, time } from '../show/words.ts';

interface Flags {
  name: string;
  role: string;
  account: string[];
  expiresIn: number;
  neverExpires?: boolean;
  browser: boolean;
}

const longestDays = 3_650;

export function addKeysCreate(keys: Command, open: Open): void {
  keys
    .command('create')
    .description('make a key that a person grants in a browser, and print it this once; no profile keeps it')
    .requiredOption('--name <name>', 'what it is for, so that you know it again')
    .addOption(new Option('--role <role>', 'what it may').choices(['viewer', 'operator', 'admin']).default('viewer'))
    .addOption(many('--account <name or id>', 'only this account; an id where nobody is signed in'))
    .addOption(new Option('--expires-in <days>', 'how long it works').argParser(days).default(90))
    .addOption(new Option('--never-expires', 'it works until it is revoked').conflicts('expiresIn'))
    .option('--no-browser', 'do not open the browser: only print the address')
    .action(async (flags: Flags, command: Command) => {
      const cli = open(command);
      const wish = {
        name: flags.name,
        role: flags.role,
        account_ids: flags.account.length > 0 ? await accountIds(cli, flags.account) : null,
        expires_in_days: flags.neverExpires ? null : flags.expiresIn,
      };
      const { secret, key } = await askInBrowser(cli, {
        path: '/auth/device/key',
        wish,
        opensBrowser: flags.browser,
        refusal: { code: 'NOT_GRANTED' },
      });
      cli.print({ url: cli.settings.url, key, secret }, (data) => data.secret);
      if (key) cli.say(`${words(key)} It is shown this once. To end it: groundwork keys revoke ${key.id}`);
    });
}

function days(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= longestDays) return number;
  throw new InvalidArgumentError(`It is a whole number of days, 1 to ${longestDays}.`);
}

/** By name where somebody is signed in, who knows them. The page shows to the person which they are. */
async function accountIds(cli: Cli, wanted: readonly string[]): Promise<string[]> {
  if (cli.settings.apiKey !== null) {
    const { accounts } = await listAccounts(cli);
    return [...new Set(wanted.map((name) => findAccount(accounts, name).id))];
  }
  const named = wanted.filter((id) => !/^[\w-]{1,64}$/.test(id));
  if (named.length === 0) return [...new Set(wanted)];
  throw new CliError(`Nobody is signed in here who knows "${named.join('", "')}". Sign in first, or give ids.`, {
    next: 'groundwork login',
  });
}

const words = ({ name, role, accounts, expiresAt }: NonNullable<Granted['key']>): string =>
  `The key "${name}" is ${role} of ${accounts ? count(accounts.length, 'account') : 'all accounts'}, ${expiresAt === null ? 'until it is revoked' : `until ${time(expiresAt)}`}.`;
