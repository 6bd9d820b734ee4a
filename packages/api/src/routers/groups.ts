import { listGroups, removeGroup, saveGroup } from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { oneLine } from './text.ts';

export const groupsRouter = router({
  list: memberProcedure.query(({ ctx }) => listGroups(ctx)),
  save: memberProcedure
    .input(
      z.strictObject({
        id: z.uuid().optional(),
        name: oneLine('name', 100),
        locationIds: z.array(locationId).max(5_000),
      }),
    )
    .mutation(({ ctx, input }) => saveGroup(ctx, input)),
  remove: memberProcedure.input(z.strictObject({ id: z.uuid() })).mutation(({ ctx, input }) => removeGroup(ctx, input)),
});
