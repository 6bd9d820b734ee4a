import { getSchema } from '@groundwork/core';
import { publicProcedure, router } from '../trpc.ts';

export const configRouter = router({
  /** Of a blueprint; also at `/schemas/blueprint.json`. */
  schema: publicProcedure.query(() => getSchema()),
});
