import { auditKeyCall, type Core, type Credentials, type EventBus, resolveCaller, runOnce } from '@groundwork/core';
import { AppError, type ErrorCode, type ErrorView, errorView, plainJson } from '@groundwork/shared';
import { initTRPC, TRPCError } from '@trpc/server';
import { middlewareMarker } from '@trpc/server/unstable-core-do-not-import';
import { ZodError } from 'zod';

/**
 * What a procedure gets. `session` is the cookie's secret, `apiKey` the bearer's; the member behind it is looked up when a procedure
 * needs one.
 */
export interface ApiContext extends Credentials {
  core: Core & { bus: EventBus };
  /** Of the header of this name: this call may be sent twice. */
  idempotencyKey: string | null;
  requestId: string;
}

/** What a procedure says of itself. */
interface CallMeta {
  /**
   * What an idempotency-key is to it. `never`: refused, as its answer is a stream or a secret, which is kept nowhere. `unkept`: what it
   * writes is written once, and its answer is made again, as it may show secrets.
   */
  once?: 'never' | 'unkept';
}

const trpcCodes: Record<ErrorCode, TRPCError['code']> = {
  BAD_REQUEST: 'BAD_REQUEST',
  BLUEPRINT_INVALID: 'UNPROCESSABLE_CONTENT',
  BLUEPRINT_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  VARIABLE_INVALID: 'UNPROCESSABLE_CONTENT',
  UNAUTHORIZED: 'UNAUTHORIZED',
  FORBIDDEN: 'FORBIDDEN',
  NOT_FOUND: 'NOT_FOUND',
  CONFLICT: 'CONFLICT',
  RATE_LIMITED: 'TOO_MANY_REQUESTS',
  PLAN_STALE: 'CONFLICT',
  PLAN_EMPTY: 'CONFLICT',
  PLAN_INCOMPLETE: 'SERVICE_UNAVAILABLE',
  NOT_INSTALLED: 'PRECONDITION_FAILED',
  ACCOUNT_PAUSED: 'PRECONDITION_FAILED',
  RECONNECT_NEEDED: 'PRECONDITION_FAILED',
  SIGN_IN_FAILED: 'UNAUTHORIZED',
  GHL_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  GHL_REJECTED: 'BAD_GATEWAY',
  OAUTH_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  AI_UNAVAILABLE: 'SERVICE_UNAVAILABLE',
  AI_REJECTED: 'BAD_GATEWAY',
  AI_REFUSED: 'UNPROCESSABLE_CONTENT',
  AI_UNUSABLE: 'BAD_GATEWAY',
  AI_BUDGET_SPENT: 'TOO_MANY_REQUESTS',
  OUTCOME_UNKNOWN: 'BAD_GATEWAY',
  VERIFY_FAILED: 'BAD_GATEWAY',
  GIVEN_UP: 'CONFLICT',
  INTERNAL: 'INTERNAL_SERVER_ERROR',
};

/** What every failed call carries in `error.data.app`. */
export type AppErrorData = ErrorView & { requestId: string };

const t = initTRPC
  .context<ApiContext>()
  .meta<CallMeta>()
  .create({
    isDev: false,
    transformer: plainJson,
    // A proxy ends a line on which nothing comes for a minute: so long a model may think.
    jsonl: { pingMs: 15_000 },
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 30_000 } },
    errorFormatter: ({ shape, error, ctx }) => {
      const app: AppErrorData = { ...viewOf(error), requestId: ctx?.requestId ?? '' };
      return { ...shape, message: app.message, data: { ...shape.data, app } };
    },
  });

/** What tRPC itself refuses before a procedure is asked. Its own words echo the request and say nothing to do. */
const refusals: Partial<Record<TRPCError['code'], string>> = {
  NOT_FOUND: 'This server has no procedure of that name. Reload the page, or use a client of the same version.',
  METHOD_NOT_SUPPORTED: 'Queries are sent by GET, mutations by POST. Send it the other way.',
  UNSUPPORTED_MEDIA_TYPE: 'Calls carry JSON. Send them with content-type: application/json.',
};
const malformed = 'The request is not well formed. Correct it and send it again.';

function viewOf(error: TRPCError): ErrorView {
  if (error.cause instanceof AppError) return errorView(error.cause);
  if (error.cause instanceof ZodError)
    return {
      code: 'BAD_REQUEST',
      message: malformed,
      retryable: false,
      issues: error.cause.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
    };
  if (error.code === 'INTERNAL_SERVER_ERROR') return errorView(ourFault());
  return {
    code: error.code === 'NOT_FOUND' ? 'NOT_FOUND' : 'BAD_REQUEST',
    message: refusals[error.code] ?? malformed,
    retryable: false,
  };
}

/** The one place where an error becomes a tRPC error: known ones keep their words, unknown ones are logged and hidden. */
export function toTrpcError(ctx: ApiContext, path: string, error: unknown): TRPCError {
  if (error instanceof AppError)
    return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
  ctx.core.log.error({ err: error, path, requestId: ctx.requestId }, 'a procedure failed');
  return new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: ourFault(ctx.requestId) });
}

const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const { error } = result;
  const isOwn = error.code !== 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof AppError);
  throw isOwn ? error : toTrpcError(ctx, path, error.cause ?? error);
});

const ourFault = (requestId?: string): AppError =>
  new AppError(
    'INTERNAL',
    `Something went wrong on our side. Try again; if it stays, report ${requestId ? `request ${requestId}` : 'it'}.`,
    { retryable: true },
  );

const signedOut = 'You are not signed in, or your session has ended. Sign in again.';
const badKey =
  'This API key is not known here, has expired or was revoked. Sign in again with `groundwork login`, or make a key under Settings → API keys.';

export const router = t.router;
export const publicProcedure = t.procedure.use(mapErrors);

const signedIn = publicProcedure.use(async ({ ctx, next }) => {
  const actor = await resolveCaller(ctx.core, ctx);
  if (!actor) throw new AppError('UNAUTHORIZED', ctx.apiKey === null ? signedOut : badKey);
  return next({ ctx: { ...ctx.core, actor } });
});

const audited = signedIn.use(async ({ ctx, type, path, next }) => {
  const result = await next();
  if (type === 'mutation')
    await auditKeyCall(ctx, {
      procedure: path,
      outcome: result.ok ? 'ok' : viewOf(result.error).code,
      requestId: ctx.requestId,
    });
  return result;
});

/**
 * For signed-in members and their keys. Which role may do what is the verb's decision. A mutation with an idempotency-key may be sent
 * twice; what the key is compared by is the input as it was sent.
 */
export const memberProcedure = audited.use(async ({ ctx, type, path, meta, next, getRawInput }) => {
  if (type !== 'mutation' || ctx.idempotencyKey === null) return next();
  if (meta?.once === 'never')
    throw new AppError(
      'BAD_REQUEST',
      'This call takes no idempotency-key, as its answer is a stream or a secret, which is not kept. Send it without one.',
    );
  // A call without input may have no body at all, which cannot be read.
  const input = await getRawInput().catch(() => null);
  const call = { key: ctx.idempotencyKey, procedure: path, input };
  const data = await runOnce(
    ctx,
    call,
    async (once) => {
      const result = await next({ ctx: { once } });
      if (!result.ok) throw result.error;
      return result.data;
    },
    { keepsAnswer: meta?.once !== 'unkept' },
  );
  return { ok: true, data, marker: middlewareMarker };
});
