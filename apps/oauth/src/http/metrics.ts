import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { ServiceMetrics } from '@groundwork/integrations';
import type { Database } from '../db/connect.ts';

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

/** One registry per service instance. Labels are closed lists: no ids, no tokens. */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ['outcome'] as const, registers });
  const calls = new Histogram({
    name: 'oauth_ghl_call_seconds',
    help: 'Calls to GHL by operation and outcome',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
    registers,
  });
  new Gauge({
    name: 'oauth_installations',
    help: 'Grants held, by state',
    labelNames: ['state'] as const,
    registers,
    async collect() {
      const states = db
        .selectFrom('installations')
        .select(['state', db.fn.countAll<string>().as('grants')])
        .groupBy('state');
      this.reset();
      // Without the database the other metrics are still worth having.
      const rows = await states.execute().catch(() => []);
      for (const { state, grants } of rows) this.set({ state }, Number(grants));
    },
  });
  new Gauge({
    name: 'oauth_soonest_expiry_seconds',
    help: 'Time until the first access token of an active grant expires',
    registers,
    async collect() {
      const row = await db
        .selectFrom('installations')
        .select((eb) => eb.fn.min('expires_at').as('soonest'))
        .where('state', '=', 'active')
        .executeTakeFirst()
        .catch(() => undefined);
      this.reset();
      if (row?.soonest) this.set((row.soonest.getTime() - Date.now()) / 1000);
    },
  });

  return {
    registry,
    bridge: new Histogram({
      name: 'oauth_bridge_seconds',
      help: 'Bridge requests by route and code (OK or the error code)',
      labelNames: ['route', 'code'] as const,
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5, 10],
      registers,
    }),
    streams: new Gauge({
      name: 'oauth_bridge_streams',
      help: 'Held streams of invalidations, by this replica',
      registers,
    }),
    refreshes: counter('oauth_refreshes_total', 'Refresh runs by outcome'),
    mints: counter('oauth_location_mints_total', 'Location tokens asked from GHL, by outcome'),
    signIns: counter('oauth_callbacks_total', 'Returns from GHL by outcome'),
    webhooks: counter('oauth_webhooks_total', 'Webhook deliveries by outcome'),
    reconciles: counter('oauth_reconciles_total', 'Reads of the installed locations by outcome'),
    ghlCalls: { observe: (_service, operation, outcome, seconds) => calls.observe({ operation, outcome }, seconds) },
  };
}
