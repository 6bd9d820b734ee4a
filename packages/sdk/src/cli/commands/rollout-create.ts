import { type Command, Option } from 'commander';
import type { AccountView, NewRollout } from '../../index.ts';
import { followRollout } from '../follow/follow-rollout.ts';
import type { Cli } from '../session/cli.ts';
import { chosenAccounts, listAccounts } from '../session/find-account.ts';
import { findVersion } from '../session/find-blueprint.ts';
import { findGroup } from '../session/find-group.ts';
import type { Open } from '../session/open.ts';
import { many, wholeNumber, withVariables } from '../session/options.ts';
import { readVariables, type VariableFlags } from '../session/read-variables.ts';
import { showRollout } from '../show/show-rollout.ts';

interface Flags extends VariableFlags {
  account: string[];
  group: string[];
  all?: boolean;
  name?: string;
  canary?: number;
  waveSize?: number;
  parallel?: number;
  haltAbove?: number;
  pauseAfterCanary?: boolean;
  detach?: boolean;
}

export function addRolloutCreate(rollout: Command, open: Open): void {
  withVariables(
    rollout
      .command('create')
      .description('plan a blueprint for many accounts; nothing is applied before `rollout start`')
      .argument('[blueprint]', 'its name, or name@version; else that of groundwork.yaml')
      .addOption(many('--account <account>', 'its name or id'))
      .addOption(many('--group <group>', 'the accounts of this group'))
      .addOption(new Option('--all', 'every active account').conflicts(['account', 'group']))
      .option('--name <name>', 'what it is called')
      .option('--canary <number>', 'accounts in the first wave', wholeNumber)
      .option('--wave-size <number>', 'accounts in each wave after it', wholeNumber)
      .option('--parallel <number>', 'jobs at most at the same time', wholeNumber)
      .option('--halt-above <percent>', 'halt when more than this share has failed', wholeNumber)
      .option('--pause-after-canary', 'wait for a person after the first wave')
      .option('--detach', 'do not wait until the plans are made'),
  ).action(async (wanted: string | undefined, flags: Flags, command: Command) => {
    const cli = open(command);
    const accounts = await targets(cli, flags);
    const version = await findVersion(cli, wanted);
    const inputs = await readVariables(cli, flags, version);
    const made = await cli.groundwork.rollouts.create({
      name: flags.name,
      blueprintVersionId: version.id,
      targets: accounts.map(({ id }) => ({ locationId: id, inputs })),
      settings: settingsOf(flags),
    });
    const planned = flags.detach ? made : await followRollout(cli, made.id, { until: 'planned' });
    cli.print(planned, showRollout);
    cli.say(`Start it: groundwork rollout start ${made.id}`);
  });
}

async function targets(cli: Cli, flags: Flags): Promise<AccountView[]> {
  if (!flags.all && flags.group.length === 0) return chosenAccounts(cli, flags.account);
  const active = (await listAccounts(cli)).accounts.filter(({ state }) => state === 'active');
  if (flags.all) return active;
  const inGroups = flags.group.flatMap((wanted) => {
    const { id } = findGroup(active, wanted);
    return active.filter(({ group }) => group?.id === id);
  });
  const named = flags.account.length > 0 ? await chosenAccounts(cli, flags.account) : [];
  return [...new Map([...inGroups, ...named].map((account) => [account.id, account])).values()];
}

/** What is left out the server decides. */
function settingsOf({ canary, waveSize, parallel, haltAbove, pauseAfterCanary }: Flags): NewRollout['settings'] {
  return {
    ...(canary === undefined ? {} : { canary }),
    ...(waveSize === undefined ? {} : { waveSize }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(haltAbove === undefined ? {} : { haltAbovePercent: haltAbove }),
    ...(pauseAfterCanary ? { pauseAfterCanary } : {}),
  };
}
