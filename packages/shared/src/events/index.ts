import { z } from 'zod';
import type { JobSummaryView, JobView, LogLineView, StepView } from '../views/index.ts';

/**
 * What the feed carries. An event holds whole views, not deltas, so that applying one twice changes nothing.
 * Topics: `job:<id>` (steps and log of one job) and `agency` (job summaries of the caller's agency).
 */
export type FeedEvent =
  | { type: 'job.changed'; job: JobSummaryView }
  | { type: 'step.changed'; step: StepView }
  | { type: 'log'; line: Omit<LogLineView, 'id' | 'at'> }
  | { type: 'accounts.changed' };

export interface StoredEvent {
  topic: string;
  /** Per topic, from 1, without gaps, in commit order. */
  id: number;
  at: string;
  event: FeedEvent;
}

export const topicSchema = z.union([z.literal('agency'), z.templateLiteral(['job:', z.uuid()])]);
export type Topic = z.infer<typeof topicSchema>;

/** Last seen id of each topic. It travels as SSE's `Last-Event-ID`, so it is one URL-safe token. */
export type FeedCursor = Readonly<Record<string, number>>;

const cursorSchema = z.record(topicSchema, z.number().int().nonnegative());

export const encodeCursor = (cursor: FeedCursor): string =>
  btoa(JSON.stringify(cursor)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** An unreadable cursor is an empty one: the feed then starts at the beginning rather than failing for good. */
export function decodeCursor(text: string | null | undefined): FeedCursor {
  if (!text) return {};
  try {
    const parsed = cursorSchema.safeParse(JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** A job's view after an event of its topic. Events at or before the view's cursor were already in it. */
export function reduceJob(view: JobView, stored: StoredEvent): JobView {
  if (stored.id <= view.cursor) return view;
  const next = { ...view, cursor: stored.id };
  switch (stored.event.type) {
    case 'job.changed':
      return { ...next, ...stored.event.job };
    case 'step.changed': {
      const step = stored.event.step;
      return { ...next, steps: next.steps.map((old) => (old.position === step.position ? step : old)) };
    }
    case 'log':
      return { ...next, log: [...next.log, { ...stored.event.line, id: stored.id, at: stored.at }] };
    case 'accounts.changed':
      return next;
  }
}
