import { createPlan, getPlan } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

export const plansRouter = router({
  create: memberProcedure
    .input(
      z.strictObject({
        locationId: z.string().min(1).max(64),
        blueprintVersionId: z.uuid(),
        variables: z.record(z.string().max(100), z.union([z.string().max(10_000), z.number(), z.boolean()])),
      }),
    )
    .mutation(({ ctx, input }) => createPlan(ctx, input)),
  get: memberProcedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => getPlan(ctx, input.id)),
});
