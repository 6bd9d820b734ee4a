import type { JobPriority, JobReportView, JobState, JobSummaryView, JobView } from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import { followJob, type FollowOptions, type JobEvent } from '../follow-job.ts';
import type { CallOptions, MutationOptions } from '../options.ts';
import { createPages, type ListOptions, type Pages } from '../pages.ts';

export interface JobFilter extends ListOptions {
  state?: JobState | undefined;
  locationId?: string | undefined;
  /** Jobs that ended because every run of them broke off. */
  givenUp?: boolean | undefined;
}

export interface StartJob {
  planId: string;
  /** The account's name, for plans that destroy. */
  confirm?: string | undefined;
  priority?: JobPriority | undefined;
}

export interface Jobs {
  /** Newest first. */
  list(filter?: JobFilter): Pages<JobSummaryView>;
  /** A job with its steps and its log. */
  get(id: string, options?: CallOptions): Promise<JobView>;
  /** Applies a plan. The same plan again answers with the same job. */
  start(job: StartJob, options?: MutationOptions): Promise<JobView>;
  /** Ends a job that waits; tells one that runs to stop. */
  cancel(id: string, options?: MutationOptions): Promise<JobView>;
  /** A failed job once more: only what failed or was not attempted. */
  retry(id: string, options?: MutationOptions): Promise<JobView>;
  /** Goes on with a cancelled job. */
  resume(id: string, options?: MutationOptions): Promise<JobView>;
  /** Starts every job again that was given up. */
  redrive(options?: MutationOptions): Promise<{ redriven: number }>;
  /** The proof of what a job did. */
  report(id: string, options?: CallOptions): Promise<JobReportView>;
  /** What happens to a job, from its beginning or after an event, until it has ended. Goes on by itself after a cut. */
  events(id: string, options?: FollowOptions): AsyncIterable<JobEvent>;
}

export const jobs = (caller: Caller): Jobs => {
  const { trpc, read, change } = caller;
  return {
    list: ({ signal, timeoutMs, maxRetries, ...filter } = {}) =>
      createPages(async (cursor) => {
        const options = { signal, timeoutMs, maxRetries };
        const page = await read((sent) => trpc.jobs.list.query({ ...filter, cursor }, sent), options);
        return { items: page.jobs, nextCursor: page.nextCursor };
      }),
    get: (id, options) => read((sent) => trpc.jobs.get.query({ id }, sent), options),
    start: (job, options) => change((sent) => trpc.jobs.start.mutate(job, sent), options),
    cancel: (id, options) => change((sent) => trpc.jobs.cancel.mutate({ id }, sent), options),
    retry: (id, options) => change((sent) => trpc.jobs.retry.mutate({ id }, sent), options),
    resume: (id, options) => change((sent) => trpc.jobs.resume.mutate({ id }, sent), options),
    redrive: (options) => change((sent) => trpc.jobs.redrive.mutate(undefined, sent), options),
    report: (id, options) => read((sent) => trpc.jobs.report.query({ id }, sent), options),
    events: (id, options) => followJob(caller, id, options),
  };
};
