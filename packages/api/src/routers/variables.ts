import { exportCsv, importCsv, listValues, resolveValues, setValues } from '@groundwork/core';
import { valueLevels } from '@groundwork/shared/views';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { id } from './text.ts';
import { variableValue } from './variable-values.ts';

/** Of the agency's own level there is no owner to name. */
const place = { level: z.enum(valueLevels), ownerId: id(64).nullable() };

export const variablesRouter = router({
  list: memberProcedure.input(z.strictObject(place)).query(({ ctx, input }) => listValues(ctx, input)),
  set: memberProcedure
    .input(
      z.strictObject({
        ...place,
        values: z
          .array(
            z.strictObject({
              name: id(100),
              value: variableValue.nullable(),
              secret: z.boolean().optional(),
            }),
          )
          .max(500),
      }),
    )
    .mutation(({ ctx, input }) => setValues(ctx, input)),
  /** What each variable of a version is for an account, and where that comes from. */
  resolve: memberProcedure
    .input(z.strictObject({ locationId, blueprintVersionId: z.uuid() }))
    .query(({ ctx, input }) => resolveValues(ctx, input)),
  /** Values of many locations from a CSV; `dryRun` only says what it would do. */
  importCsv: memberProcedure
    .meta({ once: 'unkept' })
    .input(z.strictObject({ csv: z.string().max(2_000_000), dryRun: z.boolean() }))
    .mutation(({ ctx, input }) => importCsv(ctx, input)),
  exportCsv: memberProcedure
    .input(z.strictObject({ blueprintVersionId: z.uuid() }))
    .query(({ ctx, input }) => exportCsv(ctx, input)),
});
