import type { Groundwork, JobEvent, JobSummaryView, JobView } from '../../index.ts';
import { patient } from '../../caller.ts';
import type { Cli } from '../session/cli.ts';
import { createProgress, type Progress } from './progress.ts';

/** Waits until every job has ended, and shows what happens on the way where that is wanted. */
export async function followJobs(
  cli: Cli,
  jobs: readonly JobView[],
  { show, signal }: { show: boolean; signal: AbortSignal },
): Promise<JobView[]> {
  const progress = show && cli.format === 'text' ? createProgress(cli.terminal) : silent;
  const { groundwork } = cli;
  try {
    return await Promise.all(jobs.map((job) => followOne({ cli, groundwork, progress, show }, job, signal)));
  } finally {
    progress.stop();
  }
}

const silent: Progress = { update() {}, line() {}, stop() {} };

interface Follower {
  cli: Cli;
  groundwork: Groundwork;
  progress: Progress;
  show: boolean;
}

async function followOne(follower: Follower, job: JobView, signal: AbortSignal): Promise<JobView> {
  const { cli, groundwork, progress, show } = follower;
  let latest: JobSummaryView = job;
  let doing = '';
  const update = () =>
    progress.update({
      id: job.id,
      name: job.location.name,
      state: latest.state,
      done: latest.done,
      total: latest.total,
      doing,
    });
  update();
  for await (const event of groundwork.jobs.events(job.id, { after: job.cursor, signal })) {
    if (show) cli.emit(event.type, { jobId: job.id, account: job.location, ...bare(event) });
    if (event.type === 'job.changed') latest = event.job;
    if (event.type === 'step.changed') {
      const { address, state, error } = event.step;
      doing = `${state.toLowerCase()} ${address}`;
      if (state === 'VERIFIED') progress.line(`${job.location.name}: verified ${address}`);
      if (error) progress.line(`${job.location.name}: ${state.toLowerCase()} ${address}: ${error.message}`);
    }
    update();
  }
  const ended = await groundwork.jobs.get(job.id, { signal, maxRetries: patient });
  latest = ended;
  update();
  return ended;
}

const bare = ({ type: _type, ...event }: JobEvent): object => event;
