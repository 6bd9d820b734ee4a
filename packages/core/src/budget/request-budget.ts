import type { Db } from '@groundwork/db';
import type { BudgetReading, RequestBudget } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBatches } from '../batches.ts';
import { mergeReadings } from './merge-readings.ts';
import { observeReading } from './observe-reading.ts';
import { takeFromBudget } from './take-from-budget.ts';
import { createWaitingLine } from './waiting-line.ts';

/**
 * One budget per resource (a location, or a company), shared by every process through one row of PostgreSQL.
 * The row holds the calls of the last interval and those under way, so no interval of any phase ever holds more than the limit.
 * Within a process the calls that wait for a resource ask together, and what answers said meanwhile is written together.
 */
export function createRequestBudget(db: Db): RequestBudget {
  const resources = new Map<string, Resource>();
  const resourceOf = (name: string): Resource => {
    const known = resources.get(name) ?? createResource(db, name);
    resources.set(name, known);
    return known;
  };
  return {
    take: (resource, signal) => resourceOf(resource).take(signal),
    observe: (resource, seen) => resourceOf(resource).observe(seen),
  };
}

interface Resource {
  take(signal?: AbortSignal): Promise<void>;
  observe(seen: BudgetReading): Promise<void>;
}

function createResource(db: Db, name: string): Resource {
  let limit: number | null = null;
  let learned = new AbortController();
  const isNews = ({ refused, limit: now }: BudgetReading) => refused || (now !== null && now !== limit);
  // Each writes the row that those who ask for turns want, so they are gathered for a moment; not what is news to those who wait.
  const write = createBatches<{ seen: BudgetReading; isNews: boolean }>(
    async (batch) => {
      const readings = batch.map(({ seen }) => seen);
      const refusals = readings.filter(({ refused }) => refused).length;
      await observeReading(db, name, mergeReadings(readings), { answers: readings.length, refusals });
      if (!batch.some((each) => each.isNews)) return;
      learned.abort();
      learned = new AbortController();
    },
    { mayWait: (each) => !each.isNews },
  );
  return {
    take: createWaitingLine(async (wanted, deserted) => {
      const ends = AbortSignal.any([deserted, learned.signal]);
      const { granted, spent, waitMs } = await takeFromBudget(db, name, wanted);
      if (granted > 0) return granted;
      if (spent)
        throw new AppError(
          'RATE_LIMITED',
          "Today's GHL budget for this account is used up. It is renewed at midnight UTC; apply again then.",
        );
      await sleep(waitMs, undefined, { signal: ends }).catch(() => undefined);
      return 0;
    }),
    observe(seen) {
      const written = write({ seen, isNews: isNews(seen) });
      limit = seen.limit ?? limit;
      return written;
    },
  };
}
