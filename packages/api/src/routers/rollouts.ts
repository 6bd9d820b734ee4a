import {
  cancelRollout,
  createRollout,
  getMatrix,
  getRollout,
  listInstallRules,
  listRollouts,
  pauseRollout,
  removeInstallRule,
  resumeRollout,
  retryRollout,
  saveInstallRule,
  skipTarget,
  startRollout,
} from '@groundwork/core';
import { installRuleModes, targetStates } from '@groundwork/shared/views';
import { z } from 'zod';
import { memberProcedure, router } from '../trpc.ts';
import { locationId } from './location-id.ts';
import { only, overwrite } from './plan-options.ts';
import { oneLine } from './text.ts';
import { variableValues } from './variable-values.ts';

const one = z.strictObject({ id: z.uuid() });

const settings = z
  .strictObject({
    canary: z.number().int().min(0).max(100),
    waveSize: z.number().int().min(1).max(5_000),
    haltAbovePercent: z.number().min(0).max(100),
    parallel: z.number().int().min(1).max(200),
    pauseAfterCanary: z.boolean(),
  })
  .partial();

export const rolloutsRouter = router({
  /** Plans a version for many accounts. Nothing is applied before `start`. */
  create: memberProcedure
    .input(
      z.strictObject({
        name: oneLine('name', 200).optional(),
        blueprintVersionId: z.uuid(),
        targets: z
          .array(z.strictObject({ locationId, inputs: variableValues.optional() }))
          .min(1)
          .max(5_000),
        settings: settings.optional(),
        overwrite: overwrite.optional(),
        only: only.optional(),
      }),
    )
    .mutation(({ ctx, input }) => createRollout(ctx, input)),
  get: memberProcedure.input(one).query(({ ctx, input }) => getRollout(ctx, input)),
  list: memberProcedure
    .input(
      z.strictObject({
        cursor: z.string().max(200).optional(),
        limit: z.number().int().min(1).max(100).default(25),
        /** Added by the client's infinite queries; there is only one direction. */
        direction: z.literal('forward').optional(),
      }),
    )
    .query(({ ctx, input }) => listRollouts(ctx, input)),
  /** Accounts by resources. */
  matrix: memberProcedure
    .input(
      z.strictObject({
        id: z.uuid(),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(200).default(50),
        state: z.enum(targetStates).optional(),
      }),
    )
    .query(({ ctx, input }) => getMatrix(ctx, input)),
  /** Approves every plan of it. `confirm` is what the rollout's `confirmText` asks for; `revision` is that of the plans that were seen. */
  start: memberProcedure
    .input(
      z.strictObject({
        id: z.uuid(),
        confirm: z.string().max(300).optional(),
        revision: z.string().max(100).optional(),
      }),
    )
    .mutation(({ ctx, input }) => startRollout(ctx, input)),
  pause: memberProcedure.input(one).mutation(({ ctx, input }) => pauseRollout(ctx, input)),
  /** Goes on after a pause or a halt. */
  resume: memberProcedure.input(one).mutation(({ ctx, input }) => resumeRollout(ctx, input)),
  cancel: memberProcedure.input(one).mutation(({ ctx, input }) => cancelRollout(ctx, input)),
  /** Once more for the accounts that failed or could not be planned. */
  retry: memberProcedure.input(one).mutation(({ ctx, input }) => retryRollout(ctx, input)),
  skip: memberProcedure
    .input(z.strictObject({ id: z.uuid(), locationId, skip: z.boolean() }))
    .mutation(({ ctx, input }) => skipTarget(ctx, input)),
  rules: memberProcedure.query(({ ctx }) => listInstallRules(ctx)),
  saveRule: memberProcedure
    .input(z.strictObject({ blueprintId: z.uuid(), mode: z.enum(installRuleModes) }))
    .mutation(({ ctx, input }) => saveInstallRule(ctx, input)),
  removeRule: memberProcedure.input(one).mutation(({ ctx, input }) => removeInstallRule(ctx, input)),
});
