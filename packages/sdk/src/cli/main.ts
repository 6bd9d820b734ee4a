#!/usr/bin/env node
import { provideGroupBy } from './provide-group-by.ts';
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

provideGroupBy();

// A reader that has read enough, such as `head`, is no error. What is under way goes on, and its end is the exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
// Who has stopped listening to progress may still want the result.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.on('SIGINT', interrupted);

process.exitCode = await runCli(process.argv.slice(2), processTerminal());
process.removeListener('SIGINT', interrupted);

/** Who follows a job hears Ctrl-C too, and then decides. */
function interrupted(): void {
  if (process.listenerCount('SIGINT') === 1) process.exit(130);
}
