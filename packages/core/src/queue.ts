import type { Tx } from '@groundwork/db';
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { fromKysely, PgBoss } from 'pg-boss';
import { queuePriority } from './jobs/job-priority.ts';

export const applyQueue = 'apply';
/** Jobs whose every run broke off. Whoever takes one ends it. */
export const givenUpQueue = 'apply-given-up';
export const cleanUpQueue = 'clean-up';
/** Clean-ups whose every try failed. The next day's goes on where they stopped. */
export const cleanUpFailedQueue = 'clean-up-failed';

/** Plans of rollouts, one message a target. */
export const rolloutPlanQueue = 'rollout-plan';
/** Checks of accounts, one message an account; at most one of an account waits. */
export const driftCheckQueue = 'drift-check';
/** The minute's look at what is due. */
export const driftScheduleQueue = 'drift-schedule';
/** All there are. */
export const queues = [
  applyQueue,
  givenUpQueue,
  rolloutPlanQueue,
  driftCheckQueue,
  driftScheduleQueue,
  cleanUpQueue,
  cleanUpFailedQueue,
] as const;

/** What an apply job carries: everything else is in rows. */
export interface ApplyMessage {
  jobId: string;
  /** Which run of the job it starts: 1, and one more for each retry or resume. */
  run: number;
}

/** Notified in the transaction that leaves something to take in the apply queue. */
export const applyChannel = 'groundwork_apply';

/** Where a message of the apply queue stands among the others. */
export interface ApplyPlace {
  agencyId: string;
  locationId: string;
  /** Higher goes first. */
  priority: number;
}

export interface Keyed {
  key: string;
  data: object;
  /** Higher goes first. */
  priority?: number | undefined;
  /** Not before so long from now; of those that come meanwhile it is one. */
  afterSeconds?: number | undefined;
}

/** The part of pg-boss that verbs may use: enqueue in the transaction that writes the job. */
export interface JobQueue {
  sendApply(tx: Tx, message: ApplyMessage, place: ApplyPlace): Promise<void>;
  /** One message for each key. Of one that waits already none, but it goes as early as the new one would, and carries its data. */
  send(tx: Tx, queue: typeof rolloutPlanQueue | typeof driftCheckQueue, messages: readonly Keyed[]): Promise<void>;
}

// Who may take which message is `take-turns.ts`'s business; pg-boss keeps them, counts their tries and notices a dead worker,
// should nobody have done so before.
const queueOptions = {
  policy: 'standard',
  heartbeatSeconds: 10,
  expireInSeconds: 6 * 3600,
  retryLimit: 20,
  // A job that broke off is the next of its location at once; whoever ran it waits before it says so.
  retryDelay: 0,
  retryBackoff: false,
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
// They read and write no account. A try that was cut off is made again; the next round makes up for one that was given up.
const backgroundOptions = {
  policy: 'exclusive',
  notify: true,
  heartbeatSeconds: 15,
  expireInSeconds: 3600,
  retryLimit: 5,
  retryDelay: 5,
  retryBackoff: true,
} as const;
// One check of an account may wait while another runs: what changed since that began is not in it. An account that is being written
// is tried again until it is left alone.
const checkOptions = { ...backgroundOptions, policy: 'short', retryLimit: 500, retryDelayMax: 60 } as const;
/** At night in the Americas, where most agencies are. A day on which no worker ran is made up for. */
const cleanUpSchedule = { cron: '30 7 * * *', tz: 'UTC', missed: 'once' } as const;

/** pg-boss as this process uses it. `worker` also supervises: hands on jobs of dead workers, runs schedules. */
export function createBoss(databaseUrl: string, role: 'client' | 'worker' | 'migrate'): PgBoss {
  const worker = role === 'worker';
  return new PgBoss({
    connectionString: worker ? withoutWaitingForDisk(databaseUrl) : databaseUrl,
    application_name: `groundwork-queue-${role}`,
    max: worker ? 6 : 2,
    migrate: role === 'migrate',
    createSchema: role === 'migrate',
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    superviseIntervalSeconds: 3,
    monitorIntervalSeconds: 3,
  });
}

/**
 * What a worker itself tells the queue (done, failed, still alive) may be lost with the database: its job is then handed out
 * again, and finds that it has ended. What verbs enqueue goes through their own transactions.
 */
function withoutWaitingForDisk(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c synchronous_commit=off`.trim());
  return url.href;
}

/** Part of the migrations: pg-boss's own schema and our queues. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const boss = createBoss(databaseUrl, 'migrate');
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(givenUpQueue, givenUpOptions);
  await boss.createQueue(applyQueue, queueOptions);
  await leaveSingletons(boss);
  await boss.createQueue(cleanUpFailedQueue, { policy: 'standard', notify: true });
  await boss.createQueue(cleanUpQueue, cleanUpOptions);
  const { cron, ...options } = cleanUpSchedule;
  await boss.schedule(cleanUpQueue, cron, {}, options);
  await boss.createQueue(rolloutPlanQueue, backgroundOptions);
  await boss.createQueue(driftCheckQueue, checkOptions);
  await boss.createQueue(driftScheduleQueue, {
    policy: 'exclusive',
    notify: true,
    expireInSeconds: 300,
    retryLimit: 0,
  });
  await boss.schedule(driftScheduleQueue, '* * * * *', {});
  await boss.stop({ graceful: false });
}

/** Databases of before had one active message per singleton key. What waits there goes on under the new rules. */
async function leaveSingletons(boss: PgBoss): Promise<void> {
  const queue = await boss.getQueue(applyQueue);
  if (queue?.policy !== 'singleton') return;
  const { policy, ...options } = queueOptions;
  await boss.updateQueue(applyQueue, options);
  // A queue's policy has no method: pg-boss keeps it in these two tables.
  await boss.getDb().executeSql(
    `with messages as (
       update pgboss.job set policy = $1, group_id = singleton_key, group_tier = split_part(singleton_key, ':', 1),
         retry_delay = 0, retry_backoff = false
       where name = $2 and state <= 'active'
     )
     update pgboss.queue set policy = $1 where name = $2`,
    [policy, applyQueue],
  );
}

export const jobQueue = (boss: PgBoss): JobQueue => ({
  async sendApply(tx, message, { agencyId, locationId, priority }) {
    await boss.send(applyQueue, message, {
      id: idByAge(),
      // One at a time of a group is taken; the tier names who waits for it.
      group: { id: `${agencyId}:${locationId}`, tier: priority < queuePriority.normal ? `${agencyId}:low` : agencyId },
      priority,
      db: fromKysely(tx),
    });
    await sql`select pg_notify(${applyChannel}, '')`.execute(tx);
  },
  async send(tx, queue, messages) {
    if (messages.length === 0) return;
    await boss.insert(
      queue,
      messages.map(({ key, data, priority = 0, afterSeconds = 0 }) => ({
        data,
        singletonKey: key,
        priority,
        startAfter: afterSeconds,
      })),
      { db: fromKysely(tx) },
    );
    await hasten(tx, queue, messages);
  },
});

/** pg-boss keeps the message that waits as it is. */
async function hasten(tx: Tx, queue: string, messages: readonly Keyed[]): Promise<void> {
  const urgent = messages.filter(({ priority = 0 }) => priority > 0);
  if (urgent.length === 0) return;
  await sql`
    update pgboss.job waiting set priority = news.priority, data = news.data
    from jsonb_to_recordset(${JSON.stringify(urgent)}::jsonb) as news (key text, data jsonb, priority integer)
    where waiting.name = ${queue} and waiting.singleton_key = news.key and waiting.state < 'active'
      and waiting.priority < news.priority`.execute(tx);
}

let newest = { ms: 0, count: 0 };

/** Of several messages of a group that pg-boss fetches at once it keeps the one of the lowest id: ids must grow with time (UUIDv7). */
function idByAge(): string {
  const ms = Math.max(Date.now(), newest.ms);
  newest = { ms, count: ms === newest.ms ? newest.count + 1 : 0 };
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt16BE(0x7000 | (newest.count & 0x0fff), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
