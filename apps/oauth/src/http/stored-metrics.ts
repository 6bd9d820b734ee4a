import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { Database } from '../db/connect.ts';
import { readStoredFacts } from './stored-facts.ts';
import type { StoredFacts } from './stored-facts.ts';

/** Prometheus gives up after 10 s. A database that does not answer must not cost it the other metrics. */
const defaultPatienceMs = 5_000;

/** Gauges over rows, read once a scrape, the same at every replica: take the maximum over replicas, not the sum. */
export function registerStoredMetrics(
  registry: Registry,
  db: Database,
  { patienceMs = defaultPatienceMs }: { patienceMs?: number } = {},
): void {
  const facts = oneAtATime(() => readStoredFacts(db), patienceMs);

  const byState = (name: string, help: string, read: (facts: StoredFacts) => Record<string, number>) =>
    new Gauge({
      name,
      help,
      labelNames: ['state'] as const,
      registers: [registry],
      async collect() {
        this.reset();
        const found = await facts();
        if (found === null) return;
        for (const [state, number] of Object.entries(read(found))) this.set({ state }, number);
      },
    });
  const single = (name: string, help: string, read: (facts: StoredFacts) => number | null) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        // Nothing to say is no value: a zero would be one.
        this.remove();
        const found = await facts();
        const value = found === null ? null : read(found);
        if (value !== null) this.set(value);
      },
    });

  byState(
    'oauth_installations',
    'Grants held, by state. needs-reconnect above 0: open the Connections page and send each its link',
    ({ grants }) => grants,
  );
  single(
    'oauth_soonest_expiry_seconds',
    'Time until the first access token of an active grant expires. Below 3600: renewals do not get through, see oauth_refreshes_total and last_error on the Connections page',
    ({ soonestExpirySeconds }) => soonestExpirySeconds,
  );
  single(
    'oauth_oldest_pair_seconds',
    'Age of the oldest pair of tokens in force. Above 86400: a grant is no longer renewed; GHL ends its refresh token after a year, so find it on the Connections page',
    ({ oldestPairSeconds }) => oldestPairSeconds,
  );
  single(
    'oauth_refreshes_overdue',
    'Active grants whose renewal is more than ten minutes late. Above 0: GHL is away (oauth_ghl_call_seconds), or no replica keeps up (add one, look for "a background run failed" in the log)',
    ({ refreshesOverdue }) => refreshesOverdue,
  );
  byState(
    'oauth_locations',
    'Sub-accounts known, by what has become of the app there. Many that turn paused or uninstalled at once: ask the agency, see the connection_log table',
    ({ locations }) => locations,
  );
  single(
    'oauth_webhooks_waiting',
    'Webhooks stored and not yet worked through. Above 0 for minutes: look for "webhook" in the log; column error of webhook_deliveries has the cause',
    ({ webhooksWaiting }) => webhooksWaiting,
  );
}

/** Gauges that are collected together share a read; without the database the other metrics are still worth having. */
function oneAtATime<T>(read: () => Promise<T>, patienceMs: number): () => Promise<T | null> {
  let current: Promise<T | null> | null = null;
  return () => {
    current ??= read()
      .catch(() => null)
      .finally(() => (current = null));
    return Promise.race([current, sleep(patienceMs, null, { ref: false })]);
  };
}
