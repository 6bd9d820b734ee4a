import type { Command } from 'commander';
import type { JobView } from '../../index.ts';
import { waitForJobs } from '../session/apply-plans.ts';
import type { Cli } from '../session/cli.ts';
import type { Open } from '../session/open.ts';
import { idOf } from '../session/options.ts';
import { showJob } from '../show/show-job.ts';

type Change = (cli: Cli, id: string) => Promise<JobView>;

export function addJobControls(jobs: Command, open: Open): void {
  jobs
    .command('show')
    .description('print a job, step by step')
    .addArgument(idOf('job'))
    .action(async (id: string, _flags: object, command: Command) => {
      const cli = open(command);
      cli.print(await cli.groundwork.jobs.get(id), showJob);
    });
  jobs
    .command('cancel')
    .description('end a job that waits; tell one that runs to stop')
    .addArgument(idOf('job'))
    .action(async (id: string, _flags: object, command: Command) => {
      const cli = open(command);
      cli.print(await cli.groundwork.jobs.cancel(id), ({ state, location }) =>
        state === 'CANCELLED' ? `${location.name}: CANCELLED` : `${location.name}: told to stop.`,
      );
    });
  const again = (name: string, description: string, change: Change) =>
    jobs
      .command(name)
      .description(description)
      .addArgument(idOf('job'))
      .option('--follow', 'show live progress')
      .option('--detach', 'start, and do not wait for the end')
      .action(async (id: string, flags: { follow?: boolean; detach?: boolean }, command: Command) => {
        const cli = open(command);
        const job = await change(cli, id);
        if (flags.detach) cli.print(job, () => `groundwork logs ${job.id} --follow`);
        else await waitForJobs(cli, [job], { show: flags.follow === true });
      });
  again('retry', 'run a failed job once more: only what failed or was not attempted', (cli, id) =>
    cli.groundwork.jobs.retry(id),
  );
  again('resume', 'go on with a cancelled job', (cli, id) => cli.groundwork.jobs.resume(id));
}
