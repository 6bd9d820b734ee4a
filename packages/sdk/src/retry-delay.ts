import type { GroundworkError } from './groundwork-error.ts';

const firstMs = 250;
const longestMs = 8_000;
/** Whoever is told to wait longer decides that alone. */
const longestRetryAfterSeconds = 60;

/** How long to wait before try `attempt + 1`; null: do not try again. Full jitter, and never before `Retry-After`. */
export function retryDelayMs(error: GroundworkError, attempt: number, random = Math.random): number | null {
  if (!error.retryable) return null;
  const asked = error.retryAfterSeconds ?? 0;
  if (asked > longestRetryAfterSeconds) return null;
  const backoffMs = Math.min(longestMs, firstMs * 2 ** attempt);
  return asked * 1000 + backoffMs * (0.5 + random() / 2);
}
