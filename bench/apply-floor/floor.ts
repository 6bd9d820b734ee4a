import type { RateLimit } from './clean-accounts.ts';
import type { PlanItem } from '@groundwork/shared/plan';

export interface Floor {
  /** API calls without which the job could not say SUCCESS. */
  calls: number;
  /** Of them, those of which each needs the answer of the one before. */
  sequential: number;
  ms: number;
}

/**
 * No engine can be faster in an empty account: it reads each kind's list (the plan must still hold), creates each object after those
 * it refers to, and reads each list again after its last write.
 */
export function floorOf(items: readonly PlanItem[], latencyMs: number, { burst, intervalMs }: RateLimit): Floor {
  const kinds = new Set(items.map(({ kind }) => kind)).size;
  const products = items.filter(({ kind }) => kind === 'product').length;
  const writes = items.reduce((sum, item) => sum + 1 + pricesOf(item), 0);
  // GHL's product list lacks the prices: each product's are a list of their own.
  const calls = kinds + writes + kinds + products;
  const sequential = 1 + longestChain(items) + 1;
  const waitMs = Math.floor((calls - 1) / burst) * intervalMs;
  return { calls, sequential, ms: Math.max(sequential * latencyMs, waitMs) };
}

/** In calls. A price needs its product's id; the prices of one product can be created side by side. */
function longestChain(items: readonly PlanItem[]): number {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const known = new Map<string, number>();
  const chainTo = (address: string): number => {
    const item = byAddress.get(address);
    if (!item) return 0;
    const own = pricesOf(item) > 0 ? 2 : 1;
    const length = known.get(address) ?? own + Math.max(0, ...item.dependsOn.map(chainTo));
    known.set(address, length);
    return length;
  };
  return Math.max(...items.map(({ address }) => chainTo(address)));
}

function pricesOf({ desired }: PlanItem): number {
  const { prices } = desired;
  return Array.isArray(prices) ? prices.length : 0;
}
