import type { AccountView, AccountsView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { keepNames } from '../completion/names.ts';
import type { Cli } from './cli.ts';

/** By id, or by name in whatever letters. */
export function findAccount(accounts: readonly AccountView[], wanted: string): AccountView {
  const byId = accounts.find(({ id }) => id === wanted);
  if (byId) return byId;
  const named = accounts.filter(({ name }) => plain(name) === plain(wanted));
  const [only, ...others] = named;
  if (only && others.length === 0) return only;
  if (only)
    throw new CliError(`${named.length} accounts are named "${wanted}". Give the id of the one you mean.`, {
      code: 'AMBIGUOUS',
      where: named.map(({ id, address }) => `${id} ${address ?? ''}`.trim()),
    });
  const similar = accounts.filter(({ name }) => plain(name).includes(plain(wanted))).slice(0, 5);
  throw new CliError(`There is no account "${wanted}" that this key may see.`, {
    code: 'NOT_FOUND',
    where: similar.map(({ id, name }) => `${id} ${name}`),
    next: 'groundwork accounts',
  });
}

/** Those that were named, else the project's. */
export async function chosenAccounts(cli: Cli, named: readonly string[]): Promise<AccountView[]> {
  const { account } = cli.settings.project;
  const wanted = named.length > 0 ? named : account === undefined ? [] : [account];
  if (wanted.length === 0)
    throw new CliError('Which account? Give --account <name or id>, or write account: into groundwork.yaml.', {
      next: 'groundwork accounts',
    });
  const { accounts } = await listAccounts(cli);
  const chosen = wanted.map((name) => findAccount(accounts, name));
  return [...new Map(chosen.map((account) => [account.id, account])).values()];
}

export async function chosenAccount(cli: Cli, named: string | undefined): Promise<AccountView> {
  const [account] = await chosenAccounts(cli, named === undefined ? [] : [named]);
  if (!account) throw new CliError('Which account? Give --account <name or id>.');
  return account;
}

/** What is listed is offered by the shell's completion from then on. */
export async function listAccounts(cli: Cli): Promise<AccountsView> {
  const view = await cli.groundwork.accounts.list();
  keepNames(cli.terminal.env, {
    accounts: view.accounts.filter(({ state }) => state === 'active').map(({ name }) => name),
  });
  return view;
}

const plain = (name: string): string => name.trim().toLowerCase();
