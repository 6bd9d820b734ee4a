import type { Dispatcher } from 'undici';
import type { BudgetReading } from './ports.ts';

/** Of a call that had no answer. */
export const noReading: BudgetReading = {
  limit: null,
  remaining: null,
  intervalMs: null,
  dailyLimit: null,
  dailyRemaining: null,
  refused: false,
  retryAfterMs: null,
};

/** Reads GHL's rate-limit headers (GHL docs: OAuth 2.0, "Rate limits"). */
export function budgetReading(status: number, headers: Dispatcher.ResponseData['headers'], now: Date): BudgetReading {
  return {
    limit: numberHeader(headers['x-ratelimit-max']),
    remaining: numberHeader(headers['x-ratelimit-remaining']),
    intervalMs: numberHeader(headers['x-ratelimit-interval-milliseconds']),
    dailyLimit: numberHeader(headers['x-ratelimit-limit-daily']),
    dailyRemaining: numberHeader(headers['x-ratelimit-daily-remaining']),
    refused: status === 429,
    retryAfterMs: retryAfterMs(headers['retry-after'], now),
  };
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3), as milliseconds from now. */
export function retryAfterMs(header: string | string[] | undefined, now: Date): number | null {
  if (typeof header !== 'string' || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function numberHeader(header: string | string[] | undefined): number | null {
  if (typeof header !== 'string' || header.trim() === '') return null;
  const value = Number(header);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
