import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ServiceMetrics } from '@groundwork/integrations';
import type { Database } from '../db/connect.ts';
import { registerStoredMetrics } from './stored-metrics.ts';

export interface Metrics {
  registry: Registry;
  bridge: Histogram<'route' | 'code'>;
  /** Backends that listen for invalidations at this replica. */
  streams: Gauge;
  refreshes: Counter<'outcome'>;
  mints: Counter<'outcome'>;
  signIns: Counter<'outcome'>;
  webhooks: Counter<'outcome'>;
  reconciles: Counter<'outcome'>;
  ghlCalls: ServiceMetrics;
}

/** One registry per service instance. Labels are closed lists: no ids, no tokens. Each help text says what to do when it is bad. */
export function createMetrics(db: Database, options: { patienceMs?: number } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  registerStoredMetrics(registry, db, options);
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['outcome'] as const, registers });
  const calls = new Histogram({
    name: 'oauth_ghl_call_seconds',
    help: 'Calls to GHL by operation and outcome. Slow, or none that succeed: GHL is away or unreachable from here, look at its status page and at the way out; grants are kept meanwhile',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
    registers,
  });

  return {
    registry,
    bridge: new Histogram({
      name: 'oauth_bridge_seconds',
      help: 'Bridge requests by route and code (OK or the error code). INTERNAL: the log has the cause by request id. UNAUTHORIZED: compare BRIDGE_KEYS and clocks. Slow with OK: look at PostgreSQL; slow with others: at GHL',
      labelNames: ['route', 'code'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5, 10],
      registers,
    }),
    streams: new Gauge({
      name: 'oauth_bridge_streams',
      help: 'Held streams of invalidations, by this replica. 0 at every replica while backends run: check OAUTH_URLS there, and that no proxy cuts long answers',
      registers,
    }),
    refreshes: counter(
      'oauth_refreshes_total',
      'Refresh runs by outcome. needs-reconnect: send that agency its link. kept, rising: GHL refuses or is away, the log has its words. fenced-out: a replica was frozen past its lease, look at its load',
    ),
    mints: counter(
      'oauth_location_mints_total',
      'Location tokens asked from GHL, by outcome. not-installed or paused, rising: somebody works where the app is not, or where GHL has paused the sub-account; see the Connections page. transient: GHL refused in words that the log has',
    ),
    signIns: counter(
      'oauth_callbacks_total',
      'Returns from GHL by outcome. Failures, rising: compare client id, secret and redirect address with those of the app in the GHL marketplace',
    ),
    webhooks: counter(
      'oauth_webhooks_total',
      'Webhook deliveries by outcome. bad-signature, rising: compare GHL_WEBHOOK_PUBLIC_KEYS with those that GHL publishes. failed: see oauth_webhooks_waiting',
    ),
    reconciles: counter(
      'oauth_reconciles_total',
      'Reads of the installed locations by outcome. failed, rising: the log has the cause; what is shown is as old as the last ok',
    ),
    ghlCalls: { observe: (_service, operation, outcome, seconds) => calls.observe({ operation, outcome }, seconds) },
  };
}
