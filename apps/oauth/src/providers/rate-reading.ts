/** What GHL says of the budget that a call was made from. */
export interface RateReading {
  /** Calls that an interval allows. */
  max: number;
  intervalMs: number;
  remaining: number;
  /** The call itself came too soon. */
  refused: boolean;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** GHL docs: these headers come with each answer about a location or a company. Null where they do not, or make no sense. */
export function readRate(status: number, headers: Headers): RateReading | null {
  const max = Number(headers['x-ratelimit-max'] ?? Number.NaN);
  const intervalMs = Number(headers['x-ratelimit-interval-milliseconds'] ?? Number.NaN);
  const remaining = Number(headers['x-ratelimit-remaining'] ?? Number.NaN);
  const isSane = max >= 1 && intervalMs >= 1 && intervalMs <= 600_000 && remaining >= 0;
  return isSane ? { max, intervalMs, remaining, refused: status === 429 } : null;
}
