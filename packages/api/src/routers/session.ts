import { endSession, getMe } from '@groundwork/core';
import { memberProcedure, publicProcedure, router } from '../trpc.ts';

export const sessionRouter = router({
  me: memberProcedure.query(({ ctx }) => getMe(ctx)),
  signOut: publicProcedure.mutation(async ({ ctx }) => {
    if (ctx.session) await endSession(ctx.core, ctx.session);
  }),
});
