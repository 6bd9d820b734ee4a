import {
  askAssistant,
  followAccess,
  getAssistantStatus,
  getAssistantUsage,
  resolveCaller,
  saveAssistantSettings,
} from '@groundwork/core';
import { AppError } from '@groundwork/shared';
import { z } from 'zod';
import { type ApiContext, memberProcedure, router, toTrpcError } from '../trpc.ts';

/** A client's line may be as long as a blueprint; whether it is a sensible question is the verb's to say. */
const source = z.string();
const words = z.string().trim().min(1, 'Say what you want, in your own words.').max(8_000);

const request = z.union([
  z.strictObject({
    task: z.literal('author'),
    goal: words,
    source,
    answers: z
      .array(z.strictObject({ question: z.string().max(1_000), answer: z.string().max(2_000) }))
      .max(20)
      .optional(),
  }),
  z.strictObject({ task: z.literal('faults'), source }),
  z.strictObject({ task: z.literal('improve'), source }),
  z.strictObject({ task: z.literal('document'), source }),
  z.strictObject({ task: z.literal('document'), planId: z.uuid() }),
  z.strictObject({ task: z.literal('explain'), question: words, source }),
]);

export const assistantRouter = router({
  /** Who answers, and what is left of the month's tokens. */
  status: memberProcedure.query(({ ctx }) => getAssistantStatus(ctx)),
  /**
   * A stream: what is done, drafts and text so far, at last the answer. Cancelled with the request, and when the session or the key
   * ends or its role changes.
   */
  ask: memberProcedure
    .meta({ once: 'never' })
    .input(request)
    .mutation(async function* ({ ctx, input, signal }) {
      const access = followAccess(ctx.core, ctx, ctx.actor);
      try {
        // It may have ended before anybody listened.
        if (!(await access.isHeld())) throw await accessEnded(ctx);
        for await (const event of askAssistant(
          ctx,
          input,
          AbortSignal.any([...(signal ? [signal] : []), access.ended]),
        )) {
          yield event;
          if (event.type === 'answer') return;
        }
        if (access.ended.aborted) throw await accessEnded(ctx);
      } catch (error) {
        // Thrown inside a stream, where no middleware looks any more.
        throw toTrpcError(ctx, 'assistant.ask', error);
      } finally {
        access.stop();
      }
    }),
  usage: memberProcedure
    .input(
      z
        .strictObject({
          month: z
            .string()
            .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
            .optional(),
        })
        .optional(),
    )
    .query(({ ctx, input }) => getAssistantUsage(ctx, input ?? {})),
  saveSettings: memberProcedure
    .input(z.strictObject({ monthlyTokens: z.number().int().min(0).max(1_000_000_000) }))
    .mutation(({ ctx, input }) => saveAssistantSettings(ctx, input)),
});

/** Who is signed in still is not sent to sign in again. */
async function accessEnded(ctx: ApiContext): Promise<AppError> {
  if (await resolveCaller(ctx.core, ctx, { touch: false }))
    return new AppError('CONFLICT', 'Your role was changed while this was being answered. Ask again.', {
      retryable: true,
    });
  return new AppError('UNAUTHORIZED', 'Your session or key has ended, so this question was dropped. Sign in again.');
}
