import { createPlan, getPlan, planDestroy, planRollback } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { only, overwrite } from './plan-options.ts';
import { variableValues } from './variable-values.ts';

export const plansRouter = router({
  /** `variables` are values for this plan alone; what is left out comes from the levels, then from the blueprint's defaults. */
  create: memberProcedure
    .input(
      z.strictObject({
        locationId,
        blueprintVersionId: z.uuid(),
        variables: variableValues,
        overwrite: overwrite.optional(),
        only: only.optional(),
      }),
    )
    .mutation(({ ctx, input }) => createPlan(ctx, input)),
  /** A plan that takes back what a job did, but for what clients have edited since, unless that is to be overwritten. */
  rollback: memberProcedure
    .input(z.strictObject({ jobId: z.uuid(), overwrite: overwrite.optional() }))
    .mutation(({ ctx, input }) => planRollback(ctx, input)),
  /** A plan that removes what a blueprint created in an account. */
  destroy: memberProcedure
    .input(z.strictObject({ locationId, blueprintId: z.uuid() }))
    .mutation(({ ctx, input }) => planDestroy(ctx, input)),
  get: memberProcedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => getPlan(ctx, input.id)),
});
