import { tokenRefreshing } from '../bridge/bridge-failure.ts';
import type { RateReading } from '../providers/rate-reading.ts';

/** Calls of one agency that this replica has under way at once, where the limit is not a small one. */
const mostAtOnce = 8;
/** Of the calls that an interval allows this replica makes so many; the rest is for other replicas and for the backends. */
const ownShare = 0.8;
/** GHL docs: 100 calls in 10 seconds, for an app and a company. Its answers say what really holds. */
const assumed: Omit<RateReading, 'remaining' | 'refused'> = { max: 100, intervalMs: 10_000 };

/** How fast GHL is called with an agency's token: all its locations' tokens come out of one budget. */
export interface AgencyPace {
  /** Makes the call when it is its turn. Fails where that does not come before the deadline. */
  turn<Answer>(installationId: string, deadline: number, call: () => Promise<Answer & Rated>): Promise<Answer & Rated>;
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
  waiting: { begin: () => void; deadline: number; refuse: () => void }[];
  timer: NodeJS.Timeout | null;
}

export function createAgencyPace(now: () => number = Date.now): AgencyPace {
  const budgets = new Map<string, Budget>();
  const budgetOf = (id: string): Budget => {
    const known = budgets.get(id);
    if (known) return known;
    const fresh: Budget = { ...assumed, ended: [], underWay: 0, left: null, notBefore: 0, waiting: [], timer: null };
    budgets.set(id, fresh);
    return fresh;
  };

  /** Milliseconds until the next call may be made; 0: now; null: when one under way has ended. */
  function waitOf(budget: Budget): number | null {
    const at = now();
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
    const at = now();
    for (const late of budget.waiting.filter(({ deadline }) => deadline <= at)) late.refuse();
    budget.waiting = budget.waiting.filter(({ deadline }) => deadline > at);
    while (budget.waiting.length > 0) {
      const waitMs = waitOf(budget);
      if (waitMs !== 0) {
        const soonest = Math.min(...budget.waiting.map(({ deadline }) => deadline - at));
        budget.timer = setTimeout(() => next(budget), Math.min(waitMs ?? soonest, soonest)).unref();
        return;
      }
      budget.underWay += 1;
      if (budget.left !== null) budget.left -= 1;
      budget.waiting.shift()?.begin();
    }
  }

  function end(budget: Budget, rate: RateReading | null): void {
    budget.underWay -= 1;
    budget.ended.push(now());
    if (!rate) return;
    budget.max = rate.max;
    budget.intervalMs = rate.intervalMs;
    budget.left = rate.remaining - budget.underWay;
    if (rate.refused) budget.notBefore = now() + rate.intervalMs / 2;
    else if (rate.remaining < 3) budget.notBefore = now() + rate.intervalMs / 10;
    else if (isScarce(budget)) budget.notBefore = now() + rate.intervalMs / rate.max;
  }

  return {
    async turn(installationId, deadline, call) {
      const budget = budgetOf(installationId);
      await new Promise<void>((begin, fail) => {
        budget.waiting.push({ begin, deadline, refuse: () => fail(tokenRefreshing()) });
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
