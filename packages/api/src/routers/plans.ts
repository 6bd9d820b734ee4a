import { createPlan, getPlan } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';

const maxVariables = 2_000;
const variables = z
  .record(
    z.string().max(100),
    z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(z.string().max(1_000)).max(500)]),
  )
  .refine((values) => Object.keys(values).length <= maxVariables, `At most ${maxVariables} variables are taken.`);

export const plansRouter = router({
  create: memberProcedure
    .input(
      z.strictObject({
        locationId,
        blueprintVersionId: z.uuid(),
        variables,
      }),
    )
    .mutation(({ ctx, input }) => createPlan(ctx, input)),
  get: memberProcedure.input(z.strictObject({ id: z.uuid() })).query(({ ctx, input }) => getPlan(ctx, input.id)),
});
