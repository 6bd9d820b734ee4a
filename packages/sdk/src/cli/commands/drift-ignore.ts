import type { Command } from 'commander';
import type { DriftCauseView, DriftIgnoreView } from '../../index.ts';
import { CliError } from '../cli-error.ts';
import { askText } from '../session/ask.ts';
import type { Cli } from '../session/cli.ts';
import { chosenAccount } from '../session/find-account.ts';
import { causeName, findCauses } from '../session/find-cause.ts';
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
    .argument('<drift...>', 'the address of what differs, or its key; several are ignored alike')
    .option('--account <account>', 'in the account of this name or id alone; else wherever it is or will be so')
    .option('--days <number>', 'for so long, at most 365', wholeNumber, 30)
    .option('--reason <text>', 'why: who looks at it later reads this')
    .action(async (wanted: string[], { account, days, reason }: Flags, command: Command) => {
      const cli = open(command);
      const causes = await findCauses(cli, wanted);
      const names = causes.map(causeName);
      const locationId = account === undefined ? null : (await chosenAccount(cli, account)).id;
      const why =
        reason ??
        (await askText(cli, `Why ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')} to be ignored?`, needed));
      if (why.trim() === '') throw new CliError('It needs a reason. Nothing was done.', { next: needed.flag });
      const ignored = await ignoreAll(cli, causes, { locationId, days, reason: why.trim() });
      cli.print(causes.length === 1 ? ignored[0] : ignored, () =>
        ignored
          .map(
            (one, at) =>
              `Ignored ${causes.length === 1 ? '' : `${names[at]} `}${placeOf(one)} until ${time(one.until)}.`,
          )
          .join('\n'),
      );
      cli.say(`Show it again: groundwork drift unignore ${names.join(' ')}`);
    });
  drift
    .command('unignore')
    .description('show again what was ignored')
    .argument('<drift...>', 'the address of what differs, or its key')
    .option('--account <account>', 'only where it was ignored in the account of this name or id alone')
    .action(async (wanted: string[], { account }: Pick<Flags, 'account'>, command: Command) => {
      const cli = open(command);
      const causes = await findCauses(cli, wanted);
      const locationId = account === undefined ? undefined : (await chosenAccount(cli, account)).id;
      const shown = causes.map((cause) => ({ cause, ended: chosenIgnores(cause, locationId) }));
      for (const { ended } of shown) for (const { id } of ended) await cli.groundwork.drift.unignore(id);
      const data = shown.map(({ cause, ended }) => ({ cause: cause.key, ended }));
      cli.print(data.length === 1 ? data[0] : data, () =>
        shown
          .map(({ cause, ended }) => `${causeName(cause)} is shown again (${count(ended.length, 'rule')}).`)
          .join('\n'),
      );
    });
}

const needed = { flag: 'Say why by --reason <text>.' };

/** One by itself as servers know it that take one at a time. */
async function ignoreAll(
  cli: Cli,
  causes: readonly DriftCauseView[],
  said: { locationId: string | null; days: number; reason: string },
): Promise<(DriftIgnoreView & { cause: string })[]> {
  const { drift } = cli.groundwork;
  const keys = causes.map(({ key }) => key);
  const [key] = keys;
  const ignored =
    key !== undefined && keys.length === 1
      ? [await drift.ignore({ key, ...said })]
      : await drift.ignoreMany({ keys, ...said });
  return ignored.map((one, at) => ({ cause: keys[at] ?? '', ...one }));
}

function chosenIgnores(cause: DriftCauseView, locationId: string | undefined): readonly DriftIgnoreView[] {
  const { ignores } = cause;
  const chosen = locationId === undefined ? ignores : ignores.filter(({ location }) => location?.id === locationId);
  if (chosen.length > 0) return chosen;
  throw new CliError(`${causeName(cause)} is not ignored there.`, {
    code: 'NOT_FOUND',
    where: ignores.map((one) => `ignored ${placeOf(one)} until ${time(one.until)}`),
  });
}

const placeOf = ({ location }: DriftIgnoreView): string => (location === null ? 'everywhere' : `in ${location.name}`);
