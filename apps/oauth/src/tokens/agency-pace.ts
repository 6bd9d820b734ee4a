import { tokenRefreshing } from '../bridge/bridge-failure.ts';
import type { RateReading } from '../providers/rate-reading.ts';

/** Calls of one agency that this replica has under way at once, where the limit is not a small one. */
const mostAtOnce = 8;
/** Of the calls that an interval allows this replica makes so many; the rest is for other replicas and for the backends. */
const ownShare = 0.8;
/** GHL docs: 100 calls in 10 seconds, for an app and a company. Its answers say what really holds. */
const assumed: Omit<RateReading, 'remaining' | 'refused'> = { max: 100, intervalMs: 10_000 };

/** Who waited for so long is told to ask again. Longer than any reader waits: what it asked for is there when it comes back. */
const patienceMs = 60_000;

/** How fast GHL is called with an agency's token: all its locations' tokens come out of one budget. */
export interface AgencyPace {
  /** Makes the call when it is its turn. Fails where that does not come, or when the service stops before it has. */
  turn<Answer>(installationId: string, call: () => Promise<Answer & Rated>): Promise<Answer & Rated>;
}

interface Rated {
  rate?: RateReading | null | undefined;
}

interface Budget {
  max: number;
  intervalMs: number;
  /** When calls ended, oldest first: GHL counted each at that time or before. */
  ended: number[];
  underWay: number;
  /** What GHL said is left, less what was begun since. Null: it has said nothing yet. */
  left: number | null;
  /** No call before. */
  notBefore: number;
  waiting: { begin: () => void; until: number; refuse: () => void }[];
  timer: NodeJS.Timeout | null;
}

export function createAgencyPace(stopping: AbortSignal, { patience = patienceMs } = {}): AgencyPace {
  const budgets = new Map<string, Budget>();
  stopping.addEventListener('abort', () => budgets.forEach(next), { once: true });
  const budgetOf = (id: string): Budget => {
    const known = budgets.get(id);
    if (known) return known;
    const fresh: Budget = { ...assumed, ended: [], underWay: 0, left: null, notBefore: 0, waiting: [], timer: null };
    budgets.set(id, fresh);
    return fresh;
  };

  /** Milliseconds until the next call may be made; 0: now; null: when one under way has ended. */
  function waitOf(budget: Budget): number | null {
    const at = Date.now();
    budget.ended = budget.ended.filter((end) => end > at - budget.intervalMs);
    if (budget.notBefore > at) return budget.notBefore - at;
    if (budget.underWay >= atOnce(budget)) return null;
    const own = Math.max(1, Math.floor(budget.max * ownShare));
    if (budget.ended.length + budget.underWay >= own)
      return budget.ended[0] === undefined ? null : budget.ended[0] + budget.intervalMs - at + 1;
    return isScarce(budget) && budget.underWay > 0 ? null : 0;
  }

  function next(budget: Budget): void {
    if (budget.timer) clearTimeout(budget.timer);
    budget.timer = null;
    for (let first = budget.waiting[0]; first; first = budget.waiting[0]) {
      const waitMs = waitOf(budget);
      const leftMs = stopping.aborted ? 0 : first.until - Date.now();
      if (waitMs !== 0 && leftMs > 0) {
        budget.timer = setTimeout(() => next(budget), Math.min(waitMs ?? leftMs, leftMs)).unref();
        return;
      }
      budget.waiting.shift();
      if (waitMs !== 0) first.refuse();
      else {
        budget.underWay += 1;
        if (budget.left !== null) budget.left -= 1;
        first.begin();
      }
    }
  }

  function end(budget: Budget, rate: RateReading | null): void {
    budget.underWay -= 1;
    budget.ended.push(Date.now());
    if (!rate) return;
    budget.max = rate.max;
    budget.intervalMs = rate.intervalMs;
    budget.left = rate.remaining - budget.underWay;
    if (rate.refused) budget.notBefore = Date.now() + rate.intervalMs / 2;
    else if (rate.remaining < 3) budget.notBefore = Date.now() + rate.intervalMs / 10;
    else if (isScarce(budget)) budget.notBefore = Date.now() + rate.intervalMs / rate.max;
  }

  return {
    async turn(installationId, call) {
      const budget = budgetOf(installationId);
      await new Promise<void>((begin, fail) => {
        budget.waiting.push({ begin, until: Date.now() + patience, refuse: () => fail(tokenRefreshing()) });
        next(budget);
      });
      let rate: RateReading | null = null;
      try {
        const answer = await call();
        rate = answer.rate ?? null;
        return answer;
      } finally {
        end(budget, rate);
        next(budget);
      }
    },
  };
}

const atOnce = ({ max }: Budget): number => Math.min(mostAtOnce, Math.ceil(max / 5));
/** Another replica may spend what is left: then it goes on one call at a time. */
const isScarce = (budget: Budget): boolean => budget.left !== null && budget.left <= 2 * atOnce(budget);
