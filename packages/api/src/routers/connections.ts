import { checkConnections, listRefreshes, testConnection } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';

export const connectionsRouter = router({
  /** How every grant and location of the agency is, and what to do where something is wrong. */
  check: memberProcedure.query(({ ctx }) => checkConnections(ctx)),
  /** The log of refreshes, newest first. `before` is `nextBefore` of the page before. */
  refreshes: memberProcedure
    .input(z.strictObject({ before: z.string().max(100).nullable().default(null) }))
    .query(({ ctx, input }) => listRefreshes(ctx, input)),
  /** One real call to GHL, as the agency (null) or as one location. */
  test: memberProcedure
    .input(z.strictObject({ locationId: locationId.nullable() }))
    .mutation(({ ctx, input }) => testConnection(ctx, input)),
});
