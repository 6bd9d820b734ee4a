import {
  acceptDrift,
  acceptManyDrifts,
  fixDrift,
  fixManyDrifts,
  getAccountDrift,
  getCause,
  getDrift,
  ignoreDrift,
  ignoreManyDrifts,
  requestCheck,
  setDriftSchedule,
  unignoreDrift,
} from '@groundwork/core';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { id, prose } from './text.ts';

const key = id(100);
/** Each is some statements of one transaction. */
const keys = z.array(key).min(1).max(100);
const locationIds = z.array(locationId).min(1).max(5_000).optional();

const ignore = z.strictObject({
  locationId: locationId.nullable(),
  days: z.number().int().min(1).max(365),
  reason: prose('reason', 500).min(1),
});

export const driftRouter = router({
  /** The agency's drift, grouped by cause: a page of the causes. */
  get: memberProcedure
    .input(
      z
        .strictObject({
          offset: z.number().int().min(0).optional(),
          limit: z.number().int().min(1).max(5_000).optional(),
        })
        .optional(),
    )
    .query(({ ctx, input }) => getDrift(ctx, input)),
  cause: memberProcedure.input(z.strictObject({ key })).query(({ ctx, input }) => getCause(ctx, input)),
  account: memberProcedure.input(z.strictObject({ locationId })).query(({ ctx, input }) => getAccountDrift(ctx, input)),
  /** Checks the named accounts now, or all. */
  check: memberProcedure.input(z.strictObject({ locationIds })).mutation(({ ctx, input }) => requestCheck(ctx, input)),
  /** Plans to bring the accounts of a cause back to what was applied. Applied as every rollout, once a person approves. */
  fix: memberProcedure.input(z.strictObject({ key, locationIds })).mutation(({ ctx, input }) => fixDrift(ctx, input)),
  /** One rollout for each blueprint of the causes. */
  fixMany: memberProcedure
    .input(z.strictObject({ keys, locationIds }))
    .mutation(({ ctx, input }) => fixManyDrifts(ctx, input)),
  /** Writes what the accounts hold into a new version of the blueprint. */
  accept: memberProcedure.input(z.strictObject({ key })).mutation(({ ctx, input }) => acceptDrift(ctx, input)),
  /** One version of each blueprint; all of the causes or, where one cannot be accepted, none. */
  acceptMany: memberProcedure
    .input(z.strictObject({ keys }))
    .mutation(({ ctx, input }) => acceptManyDrifts(ctx, input)),
  ignore: memberProcedure.input(ignore.extend({ key })).mutation(({ ctx, input }) => ignoreDrift(ctx, input)),
  ignoreMany: memberProcedure.input(ignore.extend({ keys })).mutation(({ ctx, input }) => ignoreManyDrifts(ctx, input)),
  unignore: memberProcedure
    .input(z.strictObject({ id: z.uuid() }))
    .mutation(({ ctx, input }) => unignoreDrift(ctx, input)),
  /** How often every account is checked; null: only when somebody asks. */
  setSchedule: memberProcedure
    .input(z.strictObject({ everyHours: z.number().int().min(1).max(720).nullable() }))
    .mutation(({ ctx, input }) => setDriftSchedule(ctx, input)),
});
