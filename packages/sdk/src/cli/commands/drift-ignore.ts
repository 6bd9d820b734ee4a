import type { Command } from 'commander';
import type { DriftIgnoreView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { askText } from '../session/ask.ts';
import type { Cli } from '../session/cli.ts';
import { chosenAccount } from '../session/find-account.ts';
import { causeName, findCause } from '../session/find-cause.ts';
import type { Open } from '../session/open.ts';
import { wholeNumber } from '../session/options.ts';
import { count, time } from '../show/words.ts';

interface Flags {
  account?: string;
  days: number;
  reason?: string;
}

export function addDriftIgnore(drift: Command, open: Open): void {
  drift
    .command('ignore')
    .description('leave a difference as it is for some days: it is no drift until then')
    .argument('<drift>', 'the address of what differs, or its key')
    .option('--account <account>', 'in the account of this name or id alone; else wherever it is or will be so')
    .option('--days <number>', 'for so long, at most 365', wholeNumber, 30)
    .option('--reason <text>', 'why: who looks at it later reads this')
    .action(async (wanted: string, { account, days, reason }: Flags, command: Command) => {
      const cli = open(command);
      const cause = await findCause(cli, wanted);
      const locationId = account === undefined ? null : (await chosenAccount(cli, account)).id;
      const why = reason ?? (await askText(cli, `Why is ${causeName(cause)} to be ignored?`, needed));
      if (why.trim() === '') throw new CliError('It needs a reason. Nothing was done.', { next: needed.flag });
      const ignored = await cli.groundwork.drift.ignore({ key: cause.key, locationId, days, reason: why.trim() });
      cli.print({ cause: cause.key, ...ignored }, (one) => `Ignored ${placeOf(one)} until ${time(one.until)}.`);
      cli.say(`Show it again: groundwork drift unignore ${causeName(cause)}`);
    });
  drift
    .command('unignore')
    .description('show again what was ignored')
    .argument('<drift>', 'the address of what differs, or its key')
    .option('--account <account>', 'only where it was ignored in the account of this name or id alone')
    .action(async (wanted: string, { account }: Pick<Flags, 'account'>, command: Command) => {
      const cli = open(command);
      const cause = await findCause(cli, wanted);
      const ended = await chosenIgnores(cli, cause.ignores, account);
      if (ended.length === 0)
        throw new CliError(`${causeName(cause)} is not ignored there.`, {
          code: 'NOT_FOUND',
          where: cause.ignores.map((one) => `ignored ${placeOf(one)} until ${time(one.until)}`),
        });
      for (const { id } of ended) await cli.groundwork.drift.unignore(id);
      cli.print(
        { cause: cause.key, ended },
        () => `${causeName(cause)} is shown again (${count(ended.length, 'rule')}).`,
      );
    });
}

const needed = { flag: 'Say why by --reason <text>.' };

async function chosenIgnores(
  cli: Cli,
  ignores: readonly DriftIgnoreView[],
  account: string | undefined,
): Promise<readonly DriftIgnoreView[]> {
  if (account === undefined) return ignores;
  const { id } = await chosenAccount(cli, account);
  return ignores.filter(({ location }) => location?.id === id);
}

const placeOf = ({ location }: DriftIgnoreView): string => (location === null ? 'everywhere' : `in ${location.name}`);
