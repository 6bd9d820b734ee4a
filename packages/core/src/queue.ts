import type { Tx } from '@groundwork/db';
import { fromKysely, PgBoss } from 'pg-boss';

export const applyQueue = 'apply';
/** Jobs whose every run broke off. Whoever takes one ends it. */
export const givenUpQueue = 'apply-given-up';

/** What an apply job carries: everything else is in rows. */
export interface ApplyMessage {
  jobId: string;
}

/** The part of pg-boss that verbs may use: enqueue in the transaction that writes the job. */
export interface JobQueue {
  sendApply(tx: Tx, message: ApplyMessage, locationKey: string): Promise<void>;
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
    schedule: false,
    useListenNotify: worker,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
  });
}

/** Part of the migrations: pg-boss's own schema and our queues. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const boss = createBoss(databaseUrl, 'migrate');
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(givenUpQueue, givenUpOptions);
  await boss.createQueue(applyQueue, queueOptions);
  await boss.stop({ graceful: false });
}

export const jobQueue = (boss: PgBoss): JobQueue => ({
  async sendApply(tx, message, locationKey) {
    await boss.send(applyQueue, message, { singletonKey: locationKey, db: fromKysely(tx) });
  },
});
