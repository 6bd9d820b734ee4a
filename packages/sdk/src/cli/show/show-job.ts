import type { JobSummaryView, JobView, LogLineView } from '../../index.ts';
import type { Colors } from '../terminal.ts';
import { printable } from '../printable.ts';
import { count, stateWord, time } from './words.ts';

/** How a job ended, and what it did not do. */
export function showJobEnd(untold: JobView, colors: Colors): string {
  const job = printable(untold);
  const left = job.steps.filter(({ state }) => state !== 'VERIFIED');
  return [
    `${colors.bold(job.location.name)}: ${stateWord(job.state, colors)}, ${job.done} of ${count(job.total, 'step')} verified${manually(job)}. ${colors.dim(`Job ${job.id}`)}`,
    ...(job.error ? [`  ${colors.red(job.error.message)}`] : []),
    ...left.map(
      ({ address, state, error }) => `  ${state.toLowerCase()} ${address}${error ? `: ${error.message}` : ''}`,
    ),
    ...(job.state === 'FAILED' ? [`  next: groundwork jobs retry ${job.id}`] : []),
    ...(job.state === 'CANCELLED' ? [`  next: groundwork jobs resume ${job.id}`] : []),
    '',
  ].join('\n');
}

export function showJob(job: JobView, colors: Colors): string {
  const facts = [
    ['job', job.id],
    ['account', `${job.location.name} (${job.location.id})`],
    ['blueprint', `${job.blueprint.name} v${job.blueprint.version}`],
    ['does', job.purpose],
    ['by', job.createdBy ?? '-'],
    ['from', time(job.startedAt)],
    ['to', time(job.finishedAt)],
  ];
  const steps = job.steps.map(
    ({ state, address, title }) => `  ${state.padEnd(13)} ${address}  ${JSON.stringify(title)}\n`,
  );
  return `${facts.map(([name = '', value = '']) => `${name.padEnd(10)} ${value}\n`).join('')}${steps.join('')}${showJobEnd(job, colors)}`;
}

export function showLogLine({ at, level, message, address }: LogLineView, { red, yellow, dim }: Colors): string {
  const paint = level === 'error' ? red : level === 'warn' ? yellow : (text: string) => text;
  return `${dim(at)} ${paint(level.padEnd(5))} ${message}${address === null ? '' : dim(`  ${address}`)}\n`;
}

const manually = ({ manual, waiting }: JobSummaryView): string =>
  [
    ...(manual > 0 ? [`, ${count(manual, 'step')} left to a person`] : []),
    ...(waiting > 0 ? [`, ${waiting} wait for that`] : []),
  ].join('');
