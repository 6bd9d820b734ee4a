import type { JobWithMetadata } from 'pg-boss';
import type { Parts } from '../context.ts';

export type Handler<Message> = (job: JobWithMetadata<Message>) => Promise<void>;

const polling = { includeMetadata: true, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 1 } as const;

/** One worker of a queue, one job at a time. Of a queue with heartbeats it sends them. */
export async function take<Message>(
  { boss, metrics }: Pick<Parts, 'boss' | 'metrics'>,
  queue: string,
  handle: Handler<Message>,
  heartbeat: { heartbeatRefreshSeconds?: number } = {},
): Promise<void> {
  const worker = { id: '' };
  worker.id = await boss.work<Message, void, typeof polling>(queue, { ...polling, ...heartbeat }, async ([job]) => {
    try {
      if (!job) return;
      metrics.queues.taken(queue, job);
      await handle(job);
    } finally {
      // Fetch again at once: without it the worker sleeps out its interval while jobs wait.
      boss.notifyWorker(worker.id);
    }
  });
}
