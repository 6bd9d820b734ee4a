import { type Command, InvalidArgumentError, Option } from 'commander';
import type { JobState, JobSummaryView } from '../../index.ts';
import { chosenAccount } from '../session/find-account.ts';
import type { Open } from '../session/open.ts';
import { wholeNumber } from '../session/options.ts';
import { table } from '../show/table.ts';
import { stateWord, time } from '../show/words.ts';
import type { Colors } from '../terminal.ts';
import { addJobControls } from './job-controls.ts';

interface Flags {
  state?: JobState;
  account?: string;
  limit: number;
}

const states: readonly JobState[] = ['PENDING', 'PROCESSING', 'SUCCESS', 'FAILED', 'CANCELLED'];

export function addJobs(program: Command, open: Open): void {
  const jobs = program.command('jobs').description('list jobs, show one, cancel, retry or resume it');
  jobs
    .command('list', { isDefault: true })
    .description('list jobs, the newest first')
    .addOption(new Option('--state <state>', 'only those').choices(states).argParser(stateOf))
    .option('--account <account>', 'only those of the account of this name or id')
    .option('--limit <number>', 'so many', wholeNumber, 25)
    .action(async ({ state, account, limit }: Flags, command: Command) => {
      const cli = open(command);
      const locationId = account === undefined ? undefined : (await chosenAccount(cli, account)).id;
      const pages = cli.groundwork.jobs.list({ state, locationId, limit: Math.min(100, Math.max(1, limit)) });
      const found = await pages.toArray(limit);
      cli.print(found, showJobs);
      if (found.length === 0) cli.say('There are no such jobs.');
    });
  addJobControls(jobs, open);
}

/** In whatever letters: they are shouted only by what prints them. */
function stateOf(text: string): JobState {
  const state = states.find((one) => one === text.toUpperCase());
  if (state) return state;
  throw new InvalidArgumentError(`It is one of ${states.join(', ')}.`);
}

const showJobs = (jobs: readonly JobSummaryView[], colors: Colors, columns: number): string =>
  table(
    ['ID', 'STATE', 'ACCOUNT', 'BLUEPRINT', 'DONE', 'MADE', 'BY'],
    jobs.map((job) => [
      job.id,
      stateWord(job.state, colors),
      job.location.name,
      `${job.blueprint.name} v${job.blueprint.version}${job.purpose === 'apply' ? '' : ` (${job.purpose})`}`,
      `${job.done}/${job.total}`,
      time(job.createdAt),
      job.createdBy ?? '-',
    ]),
    { columns, optional: ['BY', 'MADE'] },
  );
