import type { Backlog } from '@groundwork/core';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { setTimeout as sleep } from 'node:timers/promises';

export interface QueueMetrics {
  /** From now on each scrape tells what waits in the queues, of which the whole installation has one set: API replicas do. */
  watch(read: () => Promise<Backlog[]>): void;
  /** This process takes from these: told from the start, since Prometheus sees a rise only above something that was there before. */
  takesFrom(names: readonly string[]): void;
  taken(queue: string, message: Taken): void;
}

/** As pg-boss hands a message out; all three times are the database's. */
interface Taken {
  createdOn: Date;
  startAfter: Date;
  startedOn: Date;
}

/** Scrapers that come together, or one that hurries, share a reading. */
const keepMs = 1_000;
/** Prometheus gives up after 10 s. A database that does not answer must not cost it the other metrics. */
const defaultPatienceMs = 5_000;

export function queueMetrics(
  registry: Registry,
  { patienceMs = defaultPatienceMs }: { patienceMs?: number } = {},
): QueueMetrics {
  let find: () => Promise<Backlog[] | null> = () => Promise.resolve(null);
  const registers = [registry];
  // Nothing to say is no value: a zero would be one.
  new Gauge({
    name: 'groundwork_queue_waiting',
    help: 'Messages of a queue that are due, by what they wait for: a worker, or their account, which another job has.',
    labelNames: ['queue', 'for'],
    registers,
    async collect() {
      const found = await find();
      this.reset();
      for (const { queue, forWorker, forAccount } of found ?? []) {
        this.set({ queue, for: 'worker' }, forWorker);
        this.set({ queue, for: 'account' }, forAccount);
      }
    },
  });
  new Gauge({
    name: 'groundwork_queue_oldest_seconds',
    help: 'How long the first of those that wait for a worker has been due. Rising: add workers, or see why they take nothing.',
    labelNames: ['queue'],
    registers,
    async collect() {
      const found = await find();
      this.reset();
      for (const { queue, oldestSeconds } of found ?? []) this.set({ queue }, oldestSeconds);
    },
  });
  const waits = new Histogram({
    name: 'groundwork_queue_wait_seconds',
    help: 'From when a message was due until a worker took it, behind other jobs of its account included.',
    labelNames: ['queue'],
    buckets: [0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 900, 3_600],
    registers,
  });
  return {
    watch(read) {
      find = shared(read, patienceMs);
    },
    takesFrom(names) {
      for (const queue of names) waits.zero({ queue });
    },
    taken(queue, { createdOn, startAfter, startedOn }) {
      const due = Math.max(createdOn.getTime(), startAfter.getTime());
      // Whoever takes turns may have begun to before the message was there.
      waits.observe({ queue }, Math.max(0, startedOn.getTime() - due) / 1_000);
    },
  };
}

function shared<T>(read: () => Promise<T>, patienceMs: number): () => Promise<T | null> {
  let reading: Promise<T | null> | null = null;
  return () => {
    reading ??= read()
      .catch(() => null)
      .finally(() => setTimeout(() => (reading = null), keepMs).unref());
    return Promise.race([reading, sleep(patienceMs, null, { ref: false })]);
  };
}
