import { updateProfile } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { personName } from './person.ts';

export const profileRouter = router({
  update: memberProcedure
    .input(z.strictObject({ name: personName }))
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
});
