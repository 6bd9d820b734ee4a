import { compareAccounts, exportState, getAccount, listAccounts, syncAccounts } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';

const one = z.strictObject({ locationId });

export const accountsRouter = router({
  list: memberProcedure.query(({ ctx }) => listAccounts(ctx)),
  sync: memberProcedure.mutation(({ ctx }) => syncAccounts(ctx)),
  get: memberProcedure.input(one).query(({ ctx, input }) => getAccount(ctx, input)),
  /** What Groundwork holds of the account. */
  exportState: memberProcedure.input(one).query(({ ctx, input }) => exportState(ctx, input)),
  // Reads hundreds of objects of GHL and changes nothing; asked for, never fetched again by itself.
  compare: memberProcedure
    .input(z.strictObject({ leftId: locationId, rightId: locationId }))
    .mutation(({ ctx, input }) => compareAccounts(ctx, input)),
});
