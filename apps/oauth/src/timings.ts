import { bridgeHeartbeatMs } from '@groundwork/shared/bridge';

/** Every duration of the service in one place, so that a test can shorten them together. */
export interface Timings {
  leaseTtlMs: number;
  leaseRenewMs: number;
  /** Longer than three leases: a slow token endpoint costs patience, not a grant. */
  tokenCallTimeoutMs: number;
  /** GHL answers a repeated refresh with the same new pair for this long (changelog; facts: refresh semantics). */
  graceMs: number;
  /** How long a reader waits for somebody else's refresh; below the bridge's own ten seconds. */
  readDeadlineMs: number;
  locationTokenMaxAgeMs: number;
  reconcileEveryMs: number;
  /** Between two reads of one list that webhooks ask for: a bulk install of hundreds sends one for each location. */
  reconcileGapMs: number;
  /** How often a few of the locations are asked about that are paused, or have left. */
  askEveryMs: number;
  /** How often GHL is asked about one paused location, in the background, and at most, whoever asks. */
  askPausedEveryMs: number;
  askPausedAtMostEveryMs: number;
  /** How often a stream of invalidations says that it is there, and looks for rows nobody announced. */
  heartbeatMs: number;
  /** How often the loops look for work nobody told them about. */
  pollMs: number;
  /** How long a stop waits for requests in flight: longer than a code exchange may take. */
  drainMs: number;
  /** How often a replica says with which key it writes, and looks for values to seal anew. */
  keyCheckMs: number;
  /** A replica that has not said so for this long runs no longer. */
  keyWriterMaxAgeMs: number;
  attemptMaxAgeMs: number;
  ticketMaxAgeMs: number;
}

export const defaultTimings: Timings = {
  leaseTtlMs: 8_000,
  leaseRenewMs: 2_000,
  tokenCallTimeoutMs: 25_000,
  graceMs: 30_000,
  readDeadlineMs: 8_500,
  locationTokenMaxAgeMs: 20 * 3_600_000,
  reconcileEveryMs: 3_600_000,
  reconcileGapMs: 2_000,
  askEveryMs: 5_000,
  askPausedEveryMs: 600_000,
  askPausedAtMostEveryMs: 60_000,
  heartbeatMs: bridgeHeartbeatMs,
  pollMs: 1_000,
  drainMs: 30_000,
  keyCheckMs: 30_000,
  keyWriterMaxAgeMs: 120_000,
  attemptMaxAgeMs: 10 * 60_000,
  ticketMaxAgeMs: 60_000,
};
