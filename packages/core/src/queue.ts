import type { Tx } from '@groundwork/db';
import { fromKysely, PgBoss } from 'pg-boss';

export const applyQueue = 'apply';
/** Jobs whose every run broke off. Whoever takes one ends it. */
export const givenUpQueue = 'apply-given-up';
export const cleanUpQueue = 'clean-up';
/** Clean-ups whose every try failed. The next day's goes on where they stopped. */
export const cleanUpFailedQueue = 'clean-up-failed';

/** What an apply job carries: everything else is in rows. */
export interface ApplyMessage {
  jobId: string;
  /** Which run of the job it starts: 1, and one more for each retry or resume. */
  run: number;
}

/** Where a message of the apply queue stands among the others. */
export interface ApplyPlace {
  agencyId: string;
  locationId: string;
  /** Higher goes first. */
  priority: number;
}

/** The part of pg-boss that verbs may use: enqueue in the transaction that writes the job. */
export interface JobQueue {
  sendApply(tx: Tx, message: ApplyMessage, place: ApplyPlace): Promise<void>;
}

// A worker that dies stops its heartbeat; the supervisor of any other worker then hands the job on.
const queueOptions = {
  policy: 'singleton', // one active job per singleton key, i.e. per location
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 6 * 3600,
  retryLimit: 20,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 15,
  deadLetter: givenUpQueue,
} as const;

// Ending a job needs no more than the database and the location: it is tried until it works.
const givenUpOptions = { policy: 'standard', notify: true, retryLimit: 1_000, retryDelay: 5 } as const;

// One at a time; it works in batches and goes on where it stopped, so a try that was cut off costs nothing.
const cleanUpOptions = {
  policy: 'exclusive',
  notify: true,
  heartbeatSeconds: 30,
  expireInSeconds: 6 * 3600,
  retryLimit: 3,
  retryDelay: 60,
  retryBackoff: true,
  deadLetter: cleanUpFailedQueue,
} as const;
/** At night in the Americas, where most agencies are. A day on which no worker ran is made up for. */
const cleanUpSchedule = { cron: '30 7 * * *', tz: 'UTC', missed: 'once' } as const;

/** pg-boss as this process uses it. `worker` also supervises: hands on jobs of dead workers, runs schedules. */
export function createBoss(databaseUrl: string, role: 'client' | 'worker' | 'migrate'): PgBoss {
  const worker = role === 'worker';
  return new PgBoss({
    connectionString: databaseUrl,
    application_name: `groundwork-queue-${role}`,
    max: worker ? 6 : 2,
    migrate: role === 'migrate',
    createSchema: role === 'migrate',
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
    // Which singleton keys are active is read from this cache: an account whose worker died would wait for it.
    queueCacheIntervalSeconds: 1,
  });
}

/** Part of the migrations: pg-boss's own schema and our queues. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const boss = createBoss(databaseUrl, 'migrate');
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(givenUpQueue, givenUpOptions);
  await boss.createQueue(applyQueue, queueOptions);
  await boss.createQueue(cleanUpFailedQueue, { policy: 'standard', notify: true });
  await boss.createQueue(cleanUpQueue, cleanUpOptions);
  const { cron, ...options } = cleanUpSchedule;
  await boss.schedule(cleanUpQueue, cron, {}, options);
  await boss.stop({ graceful: false });
}

export const jobQueue = (boss: PgBoss): JobQueue => ({
  async sendApply(tx, message, { agencyId, locationId, priority }) {
    await boss.send(applyQueue, message, {
      singletonKey: `${agencyId}:${locationId}`,
      priority,
      db: fromKysely(tx),
    });
  },
});
