import type { BudgetReading } from '@groundwork/integrations/ghl';

/** What several answers said, as one: the newest limits, the lowest rests, the longest wait. */
export function mergeReadings(readings: readonly BudgetReading[]): BudgetReading {
  const newest = <Name extends 'limit' | 'intervalMs' | 'dailyLimit'>(name: Name) =>
    readings.findLast((reading) => reading[name] !== null)?.[name] ?? null;
  const numbers = (name: 'remaining' | 'dailyRemaining' | 'retryAfterMs') =>
    readings.flatMap((reading) => reading[name] ?? []);
  const least = (found: number[]) => (found.length > 0 ? Math.min(...found) : null);
  const waits = numbers('retryAfterMs');
  return {
    limit: newest('limit'),
    remaining: least(numbers('remaining')),
    intervalMs: newest('intervalMs'),
    dailyLimit: newest('dailyLimit'),
    dailyRemaining: least(numbers('dailyRemaining')),
    refused: readings.some((reading) => reading.refused),
    retryAfterMs: waits.length > 0 ? Math.max(...waits) : null,
  };
}
