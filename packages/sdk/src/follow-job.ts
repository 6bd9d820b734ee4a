import { type FeedEvent, encodeCursor } from '@groundwork/shared/events';
import type { JobView } from '@groundwork/shared/views';
import { type Caller, patient } from './caller.ts';
import { followFeed } from './follow-feed.ts';
import { hasEnded } from './has-ended.ts';

/** `feed.cut`: older events were cleaned up; read the job again. */
export type JobEvent = {
  /** Of this job, from 1, without gaps. Go on after it by `after`. */
  id: number;
  at: string;
} & Extract<FeedEvent, { type: 'job.changed' | 'step.changed' | 'log' | 'feed.cut' }>;

export interface FollowOptions {
  /** The last event that is known already, e.g. `job.cursor`. From the beginning unless told. */
  after?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** A job that ended may run again: it is over when it has ended and nothing has happened after the last event. */
export async function* followJob(
  caller: Caller,
  id: string,
  { after = 0, signal }: FollowOptions = {},
): AsyncGenerator<JobEvent, void, undefined> {
  const look = (maxRetries?: number): Promise<JobView> =>
    caller.read((sent) => caller.trpc.jobs.get.query({ id }, sent), { signal, maxRetries });
  let seen = after;
  let job = await look();
  const isOver = () => hasEnded(job.state) && seen >= job.cursor;
  if (isOver()) return;
  const topic = `job:${job.id}` as const;
  for await (const stored of followFeed(caller, { topics: [topic], after: encodeCursor({ [topic]: after }), signal })) {
    // Sent again around a cut.
    if (stored.id <= seen) continue;
    seen = stored.id;
    const { event } = stored;
    switch (event.type) {
      case 'job.changed':
      case 'step.changed':
      case 'log':
      case 'feed.cut':
        yield { id: stored.id, at: stored.at, ...event };
        break;
      case 'accounts.changed':
      case 'rollout.changed':
      case 'drift.changed':
      case 'connections.changed':
        break;
    }
    const mayHaveEnded = event.type === 'job.changed' && hasEnded(event.job.state) && seen > job.cursor;
    if (mayHaveEnded || event.type === 'feed.cut') job = await look(patient);
    if (isOver()) return;
  }
}
