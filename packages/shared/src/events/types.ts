import type { JobSummaryView, LogLineView, RolloutView, StepView } from '../views/index.ts';

/**
 * What the feed carries. An event holds whole views, not deltas, so that applying one twice changes nothing.
 * Topics: `job:<id>` (steps and log of one job) and `agency` (summaries of the caller's agency's jobs and rollouts).
 */
export type FeedEvent =
  | { type: 'job.changed'; job: JobSummaryView }
  | { type: 'step.changed'; step: StepView }
  | { type: 'log'; line: Omit<LogLineView, 'id' | 'at'> }
  | { type: 'accounts.changed' }
  | { type: 'rollout.changed'; rollout: RolloutView }
  /** What the drift pages show is to be read again. */
  | { type: 'drift.changed' }
  /** What the connections page shows is to be read again. */
  | { type: 'connections.changed' }
  /** Events before this one were cleaned up before the reader had them: views of the topic are to be read again. Never stored. */
  | { type: 'feed.cut' };

export interface StoredEvent {
  topic: string;
  /** Per topic, from 1, without gaps, in commit order. */
  id: number;
  at: string;
  event: FeedEvent;
}

/** Last seen id of each topic. It travels as SSE's `Last-Event-ID`, so it is one URL-safe token. */
export type FeedCursor = Readonly<Record<string, number>>;
