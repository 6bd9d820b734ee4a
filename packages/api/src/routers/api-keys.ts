import {
  createApiKey,
  decideDeviceSignIn,
  getDeviceSignIn,
  listApiKeys,
  listAudit,
  revokeApiKey,
  revokeOwnKey,
} from '@groundwork/core';
import { roles } from '@groundwork/shared';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { oneLine } from './text.ts';

const userCode = z.string().trim().min(8).max(12);

export const apiKeysRouter = router({
  list: memberProcedure.query(({ ctx }) => listApiKeys(ctx)),
  create: memberProcedure
    .meta({ once: 'never' })
    .input(
      z.strictObject({
        name: oneLine('name', 80),
        role: z.enum(roles),
        locationIds: z.array(locationId).min(1).max(5_000).optional(),
        expiresInDays: z.number().int().min(1).max(3_650).optional(),
      }),
    )
    .mutation(({ ctx, input }) => createApiKey(ctx, input)),
  revoke: memberProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeApiKey(ctx, input)),
  /** Of the key that calls: how a tool signs out. */
  revokeSelf: memberProcedure.mutation(({ ctx }) => revokeOwnKey(ctx)),
  audit: memberProcedure
    .input(
      z.strictObject({
        cursor: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(200).default(50),
        direction: z.literal('forward').optional(),
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx, input)),
  /** A CLI that wants to sign in, by the code it shows. */
  device: memberProcedure.input(z.strictObject({ userCode })).query(({ ctx, input }) => getDeviceSignIn(ctx, input)),
  decideDevice: memberProcedure
    .input(z.strictObject({ userCode, approve: z.boolean(), terms: z.string().max(100).optional() }))
    .mutation(({ ctx, input }) => decideDeviceSignIn(ctx, input)),
});
