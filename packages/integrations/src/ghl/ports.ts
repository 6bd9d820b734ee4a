/** Whose token: the location's, or without one the agency's. */
export interface TokenRef {
  companyId: string;
  locationId?: string | undefined;
}

/** Who waits for a call's answer: a person, a check that runs by itself, or one of hundreds of jobs. Earlier ones go first. */
export const lanes = ['interactive', 'sync', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/** The sub-account a call is about. */
export interface GhlAccount {
  companyId: string;
  locationId: string;
  /** Left out: interactive. */
  lane?: Lane | undefined;
  /** A write that still waits for the budget or a token when this aborts is not sent. One under way is not cut off. */
  permit?: AbortSignal | undefined;
  /** The same for the calls of a write after its first, where one takes several: else `permit` holds for them too. */
  begunPermit?: AbortSignal | undefined;
}

export interface AccessToken {
  accessToken: string;
  scopes: string[];
  expiresAt: Date;
}

export interface AccessTokens {
  /** `refusedTokenHash`: SHA-256 hex of an access token GHL has refused; another one is answered, or an error thrown. */
  accessToken(ref: TokenRef, refusedTokenHash?: string): Promise<AccessToken>;
}

/** What one answer of GHL said about the budget; null where it said nothing. */
export interface BudgetReading {
  /** Requests allowed per interval, and how many are left of them. */
  limit: number | null;
  remaining: number | null;
  intervalMs: number | null;
  dailyLimit: number | null;
  dailyRemaining: number | null;
  /** GHL refused this call (429). */
  refused: boolean;
  retryAfterMs: number | null;
}

/** The shared rate budget. A resource is a location's id, or a company's for agency calls. */
export interface RequestBudget {
  /** Waits until one more request to the resource may be sent; those of a lane before it go first. Left out: interactive. */
  take(resource: string, signal?: AbortSignal, lane?: Lane): Promise<void>;
  /** Once for each call that was let go, when it is over, whether it had an answer or not. */
  observe(resource: string, seen: BudgetReading): Promise<void>;
}
