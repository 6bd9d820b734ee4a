import type { Knobs } from '../knobs.ts';

export interface RouteCounts {
  calls: number;
  rateLimited: number;
  /** Per route, such as `POST /locations/:locationId/tags`. */
  routes: Record<string, number>;
}

export interface TrafficStats extends RouteCounts {
  /** Per location or company id. `peak` is the fullest rate-limit window seen. */
  resources: Record<string, RouteCounts & { peak: number }>;
}

/** Counts every call, and holds the rate-limit budgets: in memory, they start full again with the process. */
export interface Traffic {
  record(route: string, resourceId?: string): void;
  spend(client: string, resourceId: string, limit: Knobs['rateLimit']): Budget;
  stats(): TrafficStats;
  clear(): void;
}

export interface Budget {
  refused: boolean;
  headers: Record<string, string>;
}

export function createTraffic(): Traffic {
  const windows = new Map<string, number[]>();
  const days = new Map<string, number>();
  let total = emptyStats();

  const resource = (id: string) => (total.resources[id] ??= { ...emptyCounts(), peak: 0 });

  return {
    record(route, resourceId) {
      for (const counts of [total, ...(resourceId ? [resource(resourceId)] : [])]) {
        counts.calls += 1;
        counts.routes[route] = (counts.routes[route] ?? 0) + 1;
      }
    },
    // Whether GHL's window slides is not known. A sliding one is the stricter: no 10 seconds ever hold more than the limit.
    spend(client, resourceId, limit) {
      const nowMs = Date.now();
      const key = `${client}:${resourceId}`;
      const day = `${key}:${Math.floor(nowMs / 86_400_000)}`;
      const recent = (windows.get(key) ?? []).filter((at) => at > nowMs - limit.intervalMs);
      const today = days.get(day) ?? 0;
      const refused = recent.length >= limit.burst || today >= limit.daily;
      if (refused) {
        total.rateLimited += 1;
        resource(resourceId).rateLimited += 1;
      } else {
        recent.push(nowMs);
        days.set(day, today + 1);
      }
      windows.set(key, recent);
      resource(resourceId).peak = Math.max(resource(resourceId).peak, recent.length);
      return {
        refused,
        headers: {
          'X-RateLimit-Limit-Daily': String(limit.daily),
          'X-RateLimit-Daily-Remaining': String(Math.max(0, limit.daily - (days.get(day) ?? 0))),
          'X-RateLimit-Interval-Milliseconds': String(limit.intervalMs),
          'X-RateLimit-Max': String(limit.burst),
          'X-RateLimit-Remaining': String(Math.max(0, limit.burst - recent.length)),
        },
      };
    },
    stats: () => structuredClone(total),
    clear() {
      total = emptyStats();
    },
  };
}

const emptyCounts = (): RouteCounts => ({ calls: 0, rateLimited: 0, routes: {} });
const emptyStats = (): TrafficStats => ({ ...emptyCounts(), resources: {} });
