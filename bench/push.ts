import { connect, listen } from '@groundwork/db';
import type { Db } from '@groundwork/db';
import type { Topic } from '@groundwork/shared/events';
import { encodeCursor } from '@groundwork/shared/events';
import type { StepView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishEvents } from '../packages/core/src/events/publish-events.ts';
import { startInstance } from '../scripts/instance.ts';
import { runMainJob } from '../scripts/main-job.ts';
import { signIn } from '../scripts/sign-in.ts';
import { median, percentile, row } from './row.ts';
import type { Row } from './row.ts';

const samples = 500;
const warmUp = 100;

/** From a step's commit to its event in an SSE client (typed tRPC client, over HTTP), beside a bare NOTIFY to a listener. */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const instance = await startInstance({ buildWeb: false, useFreePorts: true, log });
  try {
    const job = await runMainJob(instance.url, () => {});
    const step = job?.steps[0];
    if (!job || !step) throw new Error('the main job made no steps to tell of.');
    const { trpc } = await signIn(instance.url);
    const { agency } = await trpc.session.me.query();
    const topic: Topic = `job:${job.id}`;
    const db = connect(instance.databaseUrl, { maxConnections: 2 });
    const feed = inbox();
    const bare = inbox();
    const subscription = trpc.feed.subscribe(
      { topics: [topic], lastEventId: encodeCursor({ [topic]: job.cursor }) },
      { onStarted: feed.open, onData: feed.arrive, onError: feed.fail },
    );
    const listener = await listen(instance.databaseUrl, 'bench', {
      notification: bare.arrive,
      connect: () => {},
      error: () => {},
    });
    await feed.opened;

    const pushMs: number[] = [];
    const notifyMs: number[] = [];
    for (let index = 0; index < warmUp + samples; index += 1) {
      const push = await timed(feed.next, () => commitStep(db, { agencyId: agency.id, topic, step }));
      await sleep(2);
      const notify = await timed(bare.next, () => notifyOnly(db));
      await sleep(2);
      if (index < warmUp) continue;
      pushMs.push(push);
      notifyMs.push(notify);
    }
    subscription.unsubscribe();
    await listener.stop();
    await db.destroy();
    return [
      row({ name: 'push:p50', value: median(pushMs), unit: 'ms', reference: median(notifyMs) }),
      row({ name: 'push:p95', value: percentile(pushMs, 95), unit: 'ms', reference: percentile(notifyMs, 95) }),
    ];
  } finally {
    await instance.stop();
  }
}

/** From the moment the commit is issued to the arrival. */
async function timed(next: () => Promise<number>, write: () => Promise<number>): Promise<number> {
  const arrival = next();
  const committedAt = await write();
  return (await arrival) - committedAt;
}

async function commitStep(db: Db, told: { agencyId: string; topic: Topic; step: StepView }): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await publishEvents(tx, told.agencyId, told.topic, [{ type: 'step.changed', step: told.step }]);
    return performance.now();
  });
}

async function notifyOnly(db: Db): Promise<number> {
  const issuedAt = performance.now();
  await sql`select pg_notify('bench', '')`.execute(db);
  return issuedAt;
}

/** Hands each arrival's time to whoever waits for it. */
function inbox() {
  const opening = Promise.withResolvers<void>();
  let waiting = Promise.withResolvers<number>();
  return {
    opened: opening.promise,
    open: () => opening.resolve(),
    next: () => {
      waiting = Promise.withResolvers<number>();
      return waiting.promise;
    },
    arrive: () => waiting.resolve(performance.now()),
    fail: (error: unknown) => {
      opening.reject(error);
      waiting.reject(error);
    },
  };
}
