import { listAccounts, syncAccounts } from '@groundwork/core';
import { memberProcedure, router } from '../trpc.ts';

export const accountsRouter = router({
  list: memberProcedure.query(({ ctx }) => listAccounts(ctx)),
  sync: memberProcedure.mutation(({ ctx }) => syncAccounts(ctx)),
});
