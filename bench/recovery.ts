import { createSandboxControl } from '@groundwork/ghl-sandbox';
import { connect } from '@groundwork/db';
import type { Db } from '@groundwork/db';
import { sql } from 'kysely';
import { setTimeout as sleep } from 'node:timers/promises';
import { startInstance } from '../scripts/instance.ts';
import { signIn } from '../scripts/sign-in.ts';
import type { SignedIn } from '../scripts/sign-in.ts';
import { tags } from './queue/agency.ts';
import { pgBossAlone } from './recovery/pg-boss-alone.ts';
import { startSecondWorker } from './recovery/second-worker.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const rounds = 3;
const steps = 300;
/** The promise. */
const boundSeconds = 60;

/**
 * From `kill -9` of the worker in the middle of a job to the next step of that job, by a worker that runs beside it. Real processes,
 * sandbox and database. Beside it how long pg-boss alone takes to hand a message on at its shortest heartbeat.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const instance = await startInstance({ buildWeb: false, useFreePorts: true, log });
  const db = connect(instance.databaseUrl, { maxConnections: 1 });
  try {
    const sandbox = createSandboxControl(instance.sandboxUrl ?? '');
    await sandbox.setKnobs({ latencyMs: 300, rateLimit: { burst: 10_000, intervalMs: 10_000, daily: 1_000_000 } });
    const { trpc } = await signIn(instance.url);
    const alone = pgBossAlone(instance.databaseUrl);
    const second = await startSecondWorker(instance, log);
    const found: number[] = [];
    try {
      const { accounts } = await trpc.accounts.list.query();
      const version = await trpc.blueprints.save.mutate({ source: tags('recovery', steps) });
      const active = accounts.filter(({ state }) => state === 'active').slice(0, rounds);
      for (const { id: locationId } of active) {
        const plan = await trpc.plans.create.mutate({ locationId, blueprintVersionId: version.id, variables: {} });
        const seconds = await killMidway({
          trpc,
          db,
          planId: plan.id,
          workers: [instance.roles.worker, second],
        });
        log(`next step after ${seconds.toFixed(2)} s`);
        found.push(seconds);
      }
    } finally {
      await second.stop();
    }
    const reference = await alone;
    return [
      row({ name: 'recovery:kill', value: median(found), unit: 's', reference, target: boundSeconds, turns: found }),
    ];
  } finally {
    await db.destroy();
    await instance.stop();
  }
}

interface Round {
  trpc: SignedIn['trpc'];
  db: Db;
  planId: string;
  workers: [Worker, Worker];
}
interface Worker {
  readonly pid: number | undefined;
  ready(): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

async function killMidway({ trpc, db, planId, workers: [first, second] }: Round): Promise<number> {
  await Promise.all([first.ready(), second.ready()]);
  // Held until the first has taken the job, so that it is known whom to kill.
  signal(second, 'SIGSTOP');
  const { id } = await trpc.jobs.start.mutate({ planId });
  while ((await look(db, id)).done < 30) await sleep(20);
  signal(second, 'SIGCONT');
  const killedAt = performance.now();
  await first.kill('SIGKILL');
  const { print } = await look(db, id);
  while ((await look(db, id)).print === print) await sleep(10);
  const seconds = (performance.now() - killedAt) / 1000;
  await ended(trpc, id);
  return seconds;
}

function signal({ pid }: Worker, name: NodeJS.Signals): void {
  if (pid === undefined) throw new Error('the worker is not running.');
  process.kill(pid, name);
}

async function look(db: Db, jobId: string): Promise<{ done: number; print: string | null }> {
  const { rows } = await sql<{ done: number; print: string | null }>`
    select count(*) filter (where state in ('APPLIED', 'VERIFIED')) as done,
      md5(string_agg(state || attempts, ',' order by position)) as print
    from job_steps where job_id = ${jobId}`.execute(db);
  return rows[0] ?? { done: 0, print: null };
}

async function ended(trpc: SignedIn['trpc'], id: string): Promise<void> {
  for (;;) {
    const { state, error } = await trpc.jobs.get.query({ id });
    if (state === 'SUCCESS') return;
    if (state !== 'PENDING' && state !== 'PROCESSING')
      throw new Error(`the job ended as ${state}: ${error?.message ?? ''}`);
    await sleep(100);
  }
}
