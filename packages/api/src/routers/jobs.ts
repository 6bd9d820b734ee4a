import { cancelJob, getJob, listJobs, redriveJobs, reportJob, resumeJob, retryJob, startJob } from '@groundwork/core';
import { jobPriorities, jobStates } from '@groundwork/shared/views';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';

const one = z.strictObject({ id: z.uuid() });

export const jobsRouter = router({
  /** Applies a plan. The same plan again answers with the same job. `confirm` is the account's name, for plans that destroy. */
  start: memberProcedure
    .input(
      z.strictObject({
        planId: z.uuid(),
        confirm: z.string().max(300).optional(),
        priority: z.enum(jobPriorities).optional(),
      }),
    )
    .mutation(({ ctx, input }) => startJob(ctx, input)),
  /** Ends a job that waits; tells one that runs to stop. */
  cancel: memberProcedure.input(one).mutation(({ ctx, input }) => cancelJob(ctx, input)),
  /** A failed job once more: only what failed or was not attempted. */
  retry: memberProcedure.input(one).mutation(({ ctx, input }) => retryJob(ctx, input)),
  /** Goes on with a cancelled job. */
  resume: memberProcedure.input(one).mutation(({ ctx, input }) => resumeJob(ctx, input)),
  /** Starts every job again that was given up. */
  redrive: memberProcedure.mutation(({ ctx }) => redriveJobs(ctx)),
  get: memberProcedure.input(one).query(({ ctx, input }) => getJob(ctx, input.id)),
  /** The proof of what a job did. */
  report: memberProcedure.input(one).query(({ ctx, input }) => reportJob(ctx, input)),
  list: memberProcedure
    .input(
      z.strictObject({
        state: z.enum(jobStates).optional(),
        locationId: locationId.optional(),
        /** Jobs that ended because every run of them broke off. */
        givenUp: z.boolean().optional(),
        cursor: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(100).default(25),
        /** Added by the client's infinite queries; there is only one direction. */
        direction: z.literal('forward').optional(),
      }),
    )
    .query(({ ctx, input }) => listJobs(ctx, input)),
});
