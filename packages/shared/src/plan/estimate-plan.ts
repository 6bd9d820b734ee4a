import type { KindName } from '../kinds/types.ts';
import type { PlanEstimate } from '../views/plans.ts';
import { listCalls, writeCalls } from './calls-of.ts';
import type { PlanItem } from './types.ts';
import { waitsFor } from './waits-for.ts';

/** One call to GHL, there and back: a guess on the safe side. */
const secondsPerCall = 0.25;

/** What applying the items costs in calls and time, given what the account's budget allows now. Nothing, where nothing can be applied. */
export function estimatePlan(items: readonly PlanItem[], budget: PlanEstimate['budget']): PlanEstimate {
  const waiting = waitsFor(items);
  const steps = items.filter(
    ({ action, address }) => action !== 'no-op' && action !== 'manual' && !waiting.has(address),
  );
  if (steps.length === 0) return { calls: { read: 0, write: 0, verify: 0 }, seconds: 0, budget };
  const calls = {
    read: listCalls(
      kindsOf(items),
      items.filter(({ ghlId }) => ghlId !== null),
    ),
    write: steps.reduce((sum, item) => sum + writeCalls(item), 0),
    verify: listCalls(
      kindsOf(steps),
      steps.filter(({ action }) => action !== 'delete'),
    ),
  };
  // Lists are read side by side: one call's time before the first write, one after the last.
  const inTurn = (longestChain(steps) + 2) * secondsPerCall;
  return { calls, seconds: Math.ceil(Math.max(inTurn, throttled(calls, budget))), budget };
}

const kindsOf = (items: readonly PlanItem[]): ReadonlySet<KindName> => new Set(items.map(({ kind }) => kind));

/** Calls beyond what is free wait for whole intervals. */
function throttled({ read, write, verify }: PlanEstimate['calls'], budget: PlanEstimate['budget']): number {
  const late = Math.max(0, read + write + verify - budget.free);
  return Math.ceil(late / Math.max(1, budget.limit)) * budget.intervalSeconds;
}

/** Calls of the longest chain of lines that wait for one another. The items stand in their order: what others need is above. */
function longestChain(items: readonly PlanItem[]): number {
  const lengths = new Map<string, number>();
  for (const item of items) {
    const needs = item.dependsOn.map((address) => lengths.get(address) ?? 0);
    lengths.set(item.address, Math.max(0, ...needs) + writeCalls(item));
  }
  return Math.max(0, ...lengths.values());
}
