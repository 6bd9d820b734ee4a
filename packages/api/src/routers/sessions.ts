import { listSessions, revokeOtherSessions, revokeSession } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';

export const sessionsRouter = router({
  list: memberProcedure.query(({ ctx }) => listSessions(ctx)),
  revoke: memberProcedure
    .input(z.strictObject({ sessionId: z.uuid() }))
    .mutation(({ ctx, input }) => revokeSession(ctx, input)),
  revokeOthers: memberProcedure.mutation(({ ctx }) => revokeOtherSessions(ctx)),
});
