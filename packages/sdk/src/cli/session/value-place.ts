import { type Command, Option } from 'commander';
import type { ValuePlace } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import type { Cli } from './cli.ts';
import { findAccount, listAccounts } from './find-account.ts';
import { findBlueprint } from './find-blueprint.ts';
import { findGroup } from './find-group.ts';

export interface PlaceFlags {
  account?: string;
  blueprint?: string;
  group?: string;
}

/** Where values are kept, with the words for it. */
export interface NamedPlace extends ValuePlace {
  name: string;
}

export const withPlace = (command: Command): Command =>
  command
    .addOption(new Option('--account <account>', 'of the account of this name or id').conflicts(['blueprint', 'group']))
    .addOption(new Option('--group <group>', 'of the accounts of this group').conflicts(['blueprint']))
    .option('--blueprint <blueprint>', 'of this blueprint; without any of these: of the whole agency');

/** Only what was told: a value meant for one account must not land in all of them, nor the other way round. */
export async function findPlace(cli: Cli, { account, blueprint, group }: PlaceFlags): Promise<NamedPlace> {
  if (account !== undefined) {
    const { id, name } = findAccount((await listAccounts(cli)).accounts, account);
    return { level: 'location', ownerId: id, name: `account ${name}` };
  }
  if (group !== undefined) {
    const { id, name } = findGroup((await listAccounts(cli)).accounts, group);
    return { level: 'group', ownerId: id, name: `group ${name}` };
  }
  if (blueprint === undefined) return { level: 'agency', ownerId: null, name: 'the agency' };
  const { summary, version } = await findBlueprint(cli, blueprint);
  if (version !== null)
    throw new CliError(`Values are those of a blueprint in all its versions. Name it without @${version}.`);
  return { level: 'blueprint', ownerId: summary.id, name: `blueprint ${summary.name}` };
}
