import { findLosses } from '@groundwork/shared/plan';
import type { JobPriority, JobView, PlanView } from '../../index.ts';
import { readError } from '../../read-error.ts';
import { CliError } from '../cli-error.ts';
import { exitCodes } from '../exit-codes.ts';
import { detachable } from '../follow/detachable.ts';
import { followJobs } from '../follow/follow-jobs.ts';
import { showJobEnd } from '../show/show-job.ts';
import { changesOf, showPlan } from '../show/show-plan.ts';
import { count } from '../show/words.ts';
import { askTyped, askYes } from './ask.ts';
import type { Cli } from './cli.ts';

export interface ApplyFlags {
  autoApprove?: boolean;
  confirm: string[];
  follow?: boolean;
  detach?: boolean;
  priority?: JobPriority;
}

/** Shows the plans, has them approved, starts their jobs and waits for them. */
export async function applyPlans(cli: Cli, plans: readonly PlanView[], flags: ApplyFlags): Promise<void> {
  // The result of the command is what was applied; in text the plan stands before it.
  if (cli.format === 'text') for (const plan of plans) cli.print(plan, showPlan);
  for (const plan of plans) cli.emit('plan', { plan });
  const worth = plans.filter(({ summary }) => changesOf(summary) > 0);
  if (worth.length === 0) {
    cli.print({ jobs: [] }, () => 'Nothing to apply.');
    return;
  }
  const confirmed = await approve(cli, worth, flags);
  const jobs: JobView[] = [];
  for (const { id, location } of worth)
    try {
      const { priority } = flags;
      jobs.push(await cli.groundwork.jobs.start({ planId: id, confirm: confirmed.get(id), priority }));
    } catch (error) {
      throw jobs.length === 0 ? error : halfStarted(error, location.name, jobs);
    }
  if (flags.detach) {
    cli.print({ jobs: jobs.map(withoutLog) }, () => jobs.map(({ id }) => `groundwork logs ${id} --follow\n`).join(''));
    return;
  }
  await waitForJobs(cli, jobs, { show: flags.follow === true });
}

/** Until they have ended; what they ended as is the exit code. */
export async function waitForJobs(cli: Cli, jobs: readonly JobView[], { show }: { show: boolean }): Promise<void> {
  if (!show) cli.say(`Applying ${count(jobs.length, 'job')} …`);
  const ended = await detachable(cli, (signal) => followJobs(cli, jobs, { show, signal }), {
    again: jobs.map(({ id }) => `groundwork logs ${id} --follow`),
    async cancel() {
      await Promise.all(jobs.map(({ id }) => cli.groundwork.jobs.cancel(id)));
    },
  });
  cli.print({ jobs: ended.map(withoutLog) }, (_, colors) => ended.map((job) => showJobEnd(job, colors)).join(''));
  if (ended.some(({ state }) => state !== 'SUCCESS')) cli.end(exitCodes.failed);
}

/** What was typed for each plan that destroys. An approval by flag is none for those. */
async function approve(cli: Cli, plans: readonly PlanView[], flags: ApplyFlags): Promise<Map<string, string>> {
  const typed = new Map<string, string>();
  for (const { id, location, items } of plans) {
    const losses = findLosses(items);
    if (losses.length === 0) continue;
    const isNamed = flags.confirm.some((name) => name.trim() === location.name.trim());
    const what = losses.map(({ item, parts }) => [item.address, ...parts.map((part) => `"${part}"`)].join(' '));
    if (!isNamed) cli.say(`This destroys ${what.join(', ')} in "${location.name}".`);
    if (!isNamed && !(await askTyped(cli, location.name)))
      throw new CliError(`That is not "${location.name}". Nothing was applied.`, { code: 'NOT_APPROVED' });
    typed.set(id, location.name);
  }
  // Who has typed the names has approved; what else there is to approve is asked once.
  if (flags.autoApprove || typed.size === plans.length) return typed;
  const names = plans.map(({ location }) => location.name).join(', ');
  if (!(await askYes(cli, `Apply to ${names}?`)))
    throw new CliError('Not approved. Nothing was applied.', { code: 'NOT_APPROVED' });
  return typed;
}

/** The jobs before it run already, and nobody watches them. */
function halfStarted(error: unknown, refused: string, jobs: readonly JobView[]): CliError {
  const { message, code } = readError(error);
  return new CliError(`"${refused}" was not begun: ${message} What was begun before it goes on by itself.`, {
    code,
    exitCode: code === 'UNAUTHORIZED' ? exitCodes.notSignedIn : exitCodes.failed,
    where: jobs.map(({ id, location }) => `"${location.name}": groundwork logs ${id} --follow`),
  });
}

const withoutLog = ({ log: _log, ...job }: JobView): Omit<JobView, 'log'> => job;
