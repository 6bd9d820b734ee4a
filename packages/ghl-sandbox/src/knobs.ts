import { z } from 'zod';

const count = z.number().int().min(0);

/** Everything about the sandbox's behaviour that can be turned while it runs. */
export const knobsSchema = z.strictObject({
  /** Added to every API answer; half of it before GHL acts, half after. */
  latencyMs: count,
  latencyJitterMs: count,
  /** The same for POST /oauth/token and /oauth/locationToken, instead of `latencyMs`. */
  tokenLatencyMs: count,
  rateLimit: z.strictObject({ burst: count.min(1), intervalMs: count.min(1), daily: count.min(1) }),
  /** What a used, expired or revoked refresh token is answered with: GHL does not publish it. */
  refreshFailureStyle: z.enum(['invalid_grant', 'unauthorized', 'free_text']),
  refreshGraceSeconds: count,
  accessTokenSeconds: count,
  refreshTokenSeconds: count,
  codeSeconds: count,
  /** Consent comes back without `state`, as some clients report of GHL. */
  dropState: z.boolean(),
  /** Asked for, but not granted. */
  withheldScopes: z.array(z.string()),
  /** How far lists run behind writes. Reads by id are always current. */
  listLagMs: count,
  /** INSTALL: sent at consent (`race`), tried before the redirect (`before`), or sent after the code exchange (`after`). */
  installWebhooks: z.enum(['race', 'before', 'after']),
  webhookDelayMs: count,
  /** How often each webhook is sent, with the same `webhookId`. */
  webhookCopies: count.min(1),
  webhookRetryBaseMs: count.min(1),
  /** The share of webhooks, 0 to 1, that GHL never sends; `resendWebhook` sends them after all. */
  webhookLoss: z.number().min(0).max(1),
  /** Out of order: what is posted within `webhookWindowMs` waits for its end, then leaves one by one in this order. */
  webhookOrder: z.enum(['as-sent', 'reversed', 'shuffled']),
  webhookWindowMs: count,
});

export type Knobs = z.infer<typeof knobsSchema>;

export const knobChangesSchema = knobsSchema.partial();
export type KnobChanges = z.input<typeof knobChangesSchema>;

/** GHL docs: 100 requests / 10 s and 200,000 / day per app and location (or company); an App Test Account has less. */
export const rateLimits = {
  standard: { burst: 100, intervalMs: 10_000, daily: 200_000 },
  testAccount: { burst: 25, intervalMs: 10_000, daily: 10_000 },
};

export const defaultKnobs: Knobs = {
  latencyMs: 0,
  latencyJitterMs: 0,
  tokenLatencyMs: 0,
  rateLimit: rateLimits.standard,
  refreshFailureStyle: 'invalid_grant',
  refreshGraceSeconds: 30,
  accessTokenSeconds: 86_399,
  refreshTokenSeconds: 365 * 86_400,
  codeSeconds: 60,
  dropState: false,
  withheldScopes: [],
  listLagMs: 0,
  installWebhooks: 'race',
  webhookDelayMs: 0,
  webhookCopies: 1,
  webhookRetryBaseMs: 1_000,
  webhookLoss: 0,
  webhookOrder: 'as-sent',
  webhookWindowMs: 200,
};
