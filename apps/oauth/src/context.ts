import type { Logger } from 'pino';
import type { KeyRing } from './crypto/key-ring.ts';
import type { Database } from './db/connect.ts';
import type { Metrics } from './http/metrics.ts';
import type { GhlProvider } from './providers/ghl.ts';
import type { AgencyPace } from './tokens/agency-pace.ts';
import type { SharedRuns } from './tokens/shared-runs.ts';
import type { Timings } from './timings.ts';

/** What every verb of the service may use. */
export interface OAuthContext {
  db: Database;
  ghl: GhlProvider;
  keyRing: KeyRing;
  log: Logger;
  metrics: Metrics;
  timings: Timings;
  /** Work running in this process, so that equal requests wait for one run. */
  runs: SharedRuns;
  /** When a call with an agency's token may be made. */
  pace: AgencyPace;
  /** Aborted when the service begins to stop: whatever can be done later is left, and waits end. */
  stopping: AbortSignal;
  /** Tells the loops that there is work now. */
  wake: { deliveries(): void; reconciles(): void; refreshes(): void };
}
