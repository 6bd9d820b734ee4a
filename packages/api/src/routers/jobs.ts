import { getJob, listJobs, startJob } from '@groundwork/core';
import { jobStates } from '@groundwork/shared/views';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';

export const jobsRouter = router({
  /** Applies a plan. The same plan again answers with the same job. `confirm` is the account's name, for plans that destroy. */
  start: memberProcedure
    .input(z.strictObject({ planId: z.uuid(), confirm: z.string().max(300).optional() }))
    .mutation(({ ctx, input }) => startJob(ctx, input)),
  get: memberProcedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => getJob(ctx, input.id)),
  list: memberProcedure
    .input(
      z.strictObject({
        state: z.enum(jobStates).optional(),
        locationId: locationId.optional(),
        cursor: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(100).default(25),
        /** Added by the client's infinite queries; there is only one direction. */
        direction: z.literal('forward').optional(),
      }),
    )
    .query(({ ctx, input }) => listJobs(ctx, input)),
});
