import { setTimeout as sleep } from 'node:timers/promises';
import { createBoss } from '../packages/core/src/queue.ts';
import { createCore, openAgency, tags } from './queue/agency.ts';
import type { Agency, Boss } from './queue/agency.ts';
import { openDatabase } from './queue/open-database.ts';
import { startWorker } from './queue/start-worker.ts';
import type { BenchWorker } from './queue/start-worker.ts';
import { percentile, row } from './row.ts';
import type { Row } from './row.ts';

const samples = 100;
const warmUp = 20;
const busyJobs = 8;
const busySteps = 120;
const inOrder = 40;
const targetMs = 15;

/**
 * From a job's message in the queue to its first write at GHL, in a worker process that was idle or has other jobs under way; and
 * from a job's end to the first write of the next one of its account. On the way the job is loaded, its account leased and
 * compared with the plan, and the intent committed. Beside it pg-boss's own send to handler, and handler to next handler of a key.
 * GHL answers at once.
 */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const database = await openDatabase(log);
  const boss = createBoss(database.url, 'client');
  await boss.start();
  const core = createCore(database.url, boss);
  try {
    const agency = await openAgency(core);
    await boss.createQueue('raw', { notify: true });
    await boss.createQueue('raw-in-order', { notify: true, policy: 'key_strict_fifo' });
    const worker = await startWorker(database.url);
    const parts = { agency, boss, worker };
    try {
      await measure(parts, 'warm', warmUp);
      const idle = await measure(parts, 'idle', samples);
      await startBusy(parts);
      const busy = await measure(parts, 'later', samples);
      const next = await measureNext(parts);
      return [rowOf('idle', idle, log), rowOf('busy', busy, log), rowOf('next', next, log)];
    } finally {
      await worker.stop();
    }
  } finally {
    await boss.stop({ graceful: false });
    await core.db.destroy();
    await database.close();
  }
}

interface Parts {
  agency: Agency;
  boss: Boss;
  worker: BenchWorker;
}
interface Samples {
  ours: number[];
  raw: number[];
}

/** In turns, each alone. */
async function measure({ agency, boss, worker }: Parts, name: string, count: number): Promise<Samples> {
  const version = await agency.save(tags(name, 1));
  const plans: { locationId: string; planId: string }[] = [];
  for (let index = 0; index < count; index += 1) {
    const locationId = `${name}-${index}`;
    await agency.addAccount(locationId);
    plans.push({ locationId, planId: await agency.plan(locationId, version) });
  }
  const found: Samples = { ours: [], raw: [] };
  for (const { locationId, planId } of plans) {
    const { jobId, queuedAt } = await agency.start(planId);
    found.ours.push((await worker.told(`step ${locationId} ${name} 0`)) - queuedAt);
    await worker.told(`ended ${jobId}`);
    await sleep(10);
    const n = rawSent++;
    const sentAt = performance.now();
    await boss.send('raw', { n });
    found.raw.push((await worker.told(`raw ${n}`)) - sentAt);
    await sleep(10);
  }
  return found;
}

let rawSent = 0;

/** Each writes ten times a second until long after the last sample. */
async function startBusy({ agency, worker }: Parts): Promise<void> {
  const version = await agency.save(tags('load', busySteps));
  for (let index = 0; index < busyJobs; index += 1) {
    await agency.addAccount(`busy-${index}`);
    await agency.start(await agency.plan(`busy-${index}`, version));
    await worker.told(`step busy-${index} load 0`);
  }
}

/** All wait for one account; of each but the first it is asked how long after the end of the one before it its first write came. */
async function measureNext({ agency, boss, worker }: Parts): Promise<Samples> {
  await agency.addAccount('chain');
  const plans: string[] = [];
  for (let index = 0; index < inOrder; index += 1)
    plans.push(await agency.plan('chain', await agency.save(tags(`chain${index}`, 1))));
  const jobs: string[] = [];
  for (const planId of plans) jobs.push((await agency.start(planId)).jobId);
  const found: Samples = { ours: [], raw: [] };
  for (let index = 1; index < inOrder; index += 1) {
    const endedAt = await worker.told(`ended ${jobs[index - 1] ?? ''}`);
    found.ours.push((await worker.told(`step chain chain${index} 0`)) - endedAt);
  }
  for (let n = 0; n < inOrder; n += 1) await boss.send('raw-in-order', { n }, { singletonKey: 'chain' });
  for (let n = 1; n < inOrder; n += 1)
    found.raw.push((await worker.told(`raw-in-order ${n}`)) - (await worker.told(`raw-in-order ${n - 1}`)));
  return found;
}

function rowOf(what: string, { ours, raw }: Samples, log: (line: string) => void): Row {
  const words = (values: number[]) =>
    `p50 ${percentile(values, 50).toFixed(1)}, p95 ${percentile(values, 95).toFixed(1)} ms`;
  log(`${what}: ${words(ours)}; pg-boss alone: ${words(raw)}`);
  return row({
    name: `pickup:${what}-p95`,
    value: percentile(ours, 95),
    unit: 'ms',
    reference: percentile(raw, 95),
    target: targetMs,
  });
}
