import type { Command } from 'commander';
import { hasEnded, type JobView } from '../../index.ts';
import { patient } from '../../caller.ts';
import { exitCodes } from '../exit-codes.ts';
import { detachable } from '../follow/detachable.ts';
import type { Cli } from '../session/cli.ts';
import type { Open } from '../session/open.ts';
import { idOf } from '../session/options.ts';
import { printable } from '../printable.ts';
import { showLogLine } from '../show/show-job.ts';

export function addLogs(program: Command, open: Open): void {
  program
    .command('logs')
    .description('print the log of a job')
    .addArgument(idOf('job'))
    .option('-f, --follow', 'go on until it has ended; exit with 1 unless it succeeded')
    .action(async (id: string, flags: { follow?: boolean }, command: Command) => {
      const cli = open(command);
      const job = await cli.groundwork.jobs.get(id);
      if (!flags.follow) {
        cli.print({ job: id, state: job.state, log: job.log }, ({ log }, colors) =>
          log.map((line) => showLogLine(line, colors)).join(''),
        );
        return;
      }
      cli.terminal.endWithReader();
      const ended = await detachable(cli, (signal) => follow(cli, job, signal), {
        again: [`groundwork logs ${id} --follow`],
        ...(hasEnded(job.state) ? {} : { cancel: async () => void (await cli.groundwork.jobs.cancel(id)) }),
      });
      if (cli.format !== 'text') cli.print({ job: id, state: ended.state, log: ended.log }, () => '');
      cli.say(`${ended.location.name}: ${ended.state}`);
      if (ended.state !== 'SUCCESS') cli.end(exitCodes.failed);
    });
}

async function follow(cli: Cli, job: JobView, signal: AbortSignal): Promise<JobView> {
  const write = (line: JobView['log'][number]) => {
    cli.emit('log', { jobId: job.id, line });
    if (cli.format === 'text') cli.terminal.out(showLogLine(printable(line), cli.terminal.outColors));
  };
  for (const line of job.log) write(line);
  for await (const event of cli.groundwork.jobs.events(job.id, { after: job.cursor, signal }))
    if (event.type === 'log') write({ ...event.line, id: event.id, at: event.at });
  return cli.groundwork.jobs.get(job.id, { signal, maxRetries: patient });
}
