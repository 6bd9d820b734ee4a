import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { detachable } from '../follow/detachable.ts';
import type { Cli } from '../session/cli.ts';
import { chosenAccount } from '../session/find-account.ts';
import { causeName } from '../session/find-cause.ts';
import type { Open } from '../session/open.ts';
import { showAccountDrift, showDrift } from '../show/show-drift.ts';
import { count } from '../show/words.ts';

interface Flags {
  account?: string;
  check?: boolean;
  detailedExitcode?: boolean;
}

const lookEveryMs = 2_000;

export function addDriftList(drift: Command, open: Open): void {
  drift
    .command('list', { isDefault: true })
    .description('show where accounts differ from what was applied; `groundwork drift` alone does the same')
    .option('--account <account>', 'of the account of this name or id; else of all, by cause')
    .option('--check', 'look now, and wait for the result')
    .option('--detailed-exitcode', 'exit with 2 where there is drift that is not ignored')
    .action(async (flags: Flags, command: Command) => {
      // Its envelope is that of `drift`, under which scripts know it.
      const cli = open(command.parent ?? command);
      const drifted = flags.account === undefined ? await all(cli, flags) : await one(cli, flags.account, flags);
      if (flags.detailedExitcode && drifted) cli.end(exitCodes.changes);
    });
}

async function all(cli: Cli, { check }: Flags): Promise<boolean> {
  const { drift } = cli.groundwork;
  if (check) {
    const { requested } = await drift.check();
    cli.say(`Checking ${count(requested, 'account')} …`);
    await settled(cli, async (signal) => (await drift.get({ signal })).counts.checking > 0);
  }
  const overview = await drift.get();
  const isWhole = overview.causes.length >= overview.causesTotal;
  const causes = isWhole ? overview.causes : await drift.causes().toArray();
  cli.print({ ...overview, causes }, showDrift);
  const first = causes.find((cause) => cause.open > 0);
  if (first) cli.say(`Mend it: groundwork drift fix|accept|ignore ${causeName(first)}`);
  return causes.some((cause) => cause.open > 0);
}

async function one(cli: Cli, named: string, { check }: Flags): Promise<boolean> {
  const { drift } = cli.groundwork;
  const account = await chosenAccount(cli, named);
  if (check) {
    await drift.check({ locationIds: [account.id] });
    cli.say(`Checking "${account.name}" …`);
    await settled(cli, async (signal) => (await drift.account(account.id, { signal })).isChecking);
  }
  const found = await drift.account(account.id);
  cli.print({ account: { id: account.id, name: account.name }, ...found }, showAccountDrift);
  return found.findings.some(({ ignoredUntil }) => ignoredUntil === null);
}

/** Looks again until nothing is under way. */
const settled = (cli: Cli, isMoving: (signal: AbortSignal) => Promise<boolean>): Promise<void> =>
  detachable(
    cli,
    async (signal) => {
      while (await isMoving(signal)) await wait(lookEveryMs, undefined, { signal });
    },
    { again: ['groundwork drift'] },
  );
