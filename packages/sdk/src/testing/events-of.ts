import type { JobEvent } from '../follow-job.ts';

type Untold = JobEvent extends infer Event ? (Event extends JobEvent ? Omit<Event, 'id' | 'at'> : never) : never;

/** What `jobs.events` answers: these events, numbered from 1. */
export async function* eventsOf(events: readonly Untold[]): AsyncGenerator<JobEvent, void, undefined> {
  for (const [index, event] of events.entries())
    yield { ...event, id: index + 1, at: new Date(index * 1000).toISOString() };
}
