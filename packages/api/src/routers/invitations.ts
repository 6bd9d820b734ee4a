import { readOffer } from '@groundwork/core';
import { z } from 'zod';
import { publicProcedure, router } from '../trpc.ts';

export const invitationsRouter = router({
  // A mutation only because what a query asks for stands in its URL, and so in logs.
  offer: publicProcedure
    .input(z.strictObject({ token: z.string().max(200) }))
    .mutation(({ ctx, input }) => readOffer(ctx.core, input)),
});
