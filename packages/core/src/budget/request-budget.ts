import type { Db } from '@groundwork/db';
import type { BudgetReading, Lane, RequestBudget } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import { randomUUID } from 'node:crypto';
import { createBatches } from '../batches.ts';
import { mergeReadings } from './merge-readings.ts';
import { observeReading } from './observe-reading.ts';
import { takeFromBudget } from './take-from-budget.ts';
import { createWaitingLine } from './waiting-line.ts';

/** Where an app counts what its calls wait for. */
export interface BudgetMetrics {
  /** A call was let go after so many seconds in line. */
  letGo(lane: Lane, waitedSeconds: number): void;
  /** GHL refused a call all the same (429). */
  refused(): void;
}

/**
 * One budget per resource (a location, or a company), shared by every process through one row of PostgreSQL.
 * The row holds the calls of the last interval and those under way, so no interval of any phase ever holds more than the limit.
 * Within a process the calls that wait for a resource ask together, and what answers said meanwhile is written together.
 */
export function createRequestBudget(db: Db, metrics?: BudgetMetrics): RequestBudget {
  const process = randomUUID();
  const resources = new Map<string, RequestBudgetOfOne>();
  const resourceOf = (name: string): RequestBudgetOfOne => {
    const known = resources.get(name) ?? createResource(db, process, name);
    resources.set(name, known);
    return known;
  };
  return {
    async take(resource, signal, lane = 'interactive') {
      const startedAt = performance.now();
      await resourceOf(resource).take(lane, signal);
      metrics?.letGo(lane, (performance.now() - startedAt) / 1000);
    },
    observe(resource, seen) {
      if (seen.refused) metrics?.refused();
      return resourceOf(resource).observe(seen);
    },
  };
}

interface RequestBudgetOfOne {
  take(lane: Lane, signal?: AbortSignal): Promise<void>;
  observe(seen: BudgetReading): Promise<void>;
}

function createResource(db: Db, process: string, resource: string): RequestBudgetOfOne {
  let limit: number | null = null;
  const isNews = ({ refused, limit: now }: BudgetReading) => refused || (now !== null && now !== limit);
  // Each writes the row that those who ask for turns want, so they are gathered for a moment; not what is news to those who wait.
  const write = createBatches<{ seen: BudgetReading; isNews: boolean }>(
    async (batch) => {
      const readings = batch.map(({ seen }) => seen);
      const refusals = readings.filter(({ refused }) => refused).length;
      await observeReading(db, resource, mergeReadings(readings), { answers: readings.length, refusals });
      if (batch.some((each) => each.isNews)) line.wake();
    },
    { mayWait: (each) => !each.isNews },
  );
  const line = createWaitingLine(
    async (wanted) => {
      const { granted, spent, waitMs } = await takeFromBudget(db, { resource, process, wanted });
      const refused = {
        ...(spent.people && { interactive: spentForAll() }),
        ...(spent.others && { sync: spentForOthers(), bulk: spentForOthers() }),
      };
      return { granted, refused, waitMs };
    },
    // They were never sent: as good as answered.
    (turns) =>
      void observeReading(db, resource, mergeReadings([]), { answers: turns, refusals: 0 }).catch(() => undefined),
  );
  return {
    take: line.join,
    observe(seen) {
      const written = write({ seen, isNews: isNews(seen) });
      limit = seen.limit ?? limit;
      return written;
    },
  };
}

const spentForAll = () =>
  new AppError(
    'RATE_LIMITED',
    "Today's GHL budget for this account is used up. It is renewed at midnight UTC; apply again then.",
  );

const spentForOthers = () =>
  new AppError(
    'RATE_LIMITED',
    "What rollouts and checks may use of today's GHL budget for this account is used up; the rest is kept for people. It is renewed at midnight UTC; retry then.",
  );
