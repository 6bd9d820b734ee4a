import { runJob } from '../packages/core/src/jobs/run-job.ts';
import { createBoss, jobQueue } from '../packages/core/src/queue.ts';
import { workOnJobs } from '../packages/core/src/work-on-jobs.ts';
import { createCore, openAgency, tags } from './queue/agency.ts';
import type { Boss } from './queue/agency.ts';
import { openGraphileWorker } from './queue/graphile-worker.ts';
import { instantGhl } from './queue/instant-ghl.ts';
import { openDatabase } from './queue/open-database.ts';
import { workRaw } from './queue/raw-queue.ts';
import { settled } from './queue/settled.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

const usualRounds = 3;
const emptyJobs = 1_000;
const agencies = 5;
const wholeJobs = 20;
const stepsOfJob = 50;
const rawWorkers = 8;
/** Of pg-boss alone. */
const target = 0.7;

/**
 * What the queue gets through, beside pg-boss alone with a handler that does nothing, in turns; and graphile-worker in the same
 * place, by which to see what another queue would bring.
 * `jobs`: jobs of different accounts whose run does nothing, taken one of an account at a time and fairly between agencies.
 * `steps`: whole provisioning jobs at a GHL that answers at once (leased, compared, each step journalled before and after its
 * write, verified, told to whoever watches), counted in steps; pg-boss has a message for each step instead.
 */
export async function run(log: (line: string) => void, rounds: number = usualRounds): Promise<Row[]> {
  const database = await openDatabase(log);
  const boss = createBoss(database.url, 'worker');
  await boss.start();
  const core = createCore(database.url, boss, instantGhl());
  const graphileWorker = await openGraphileWorker(database.url);
  const stop = new AbortController();
  const work = (handle: (jobId: string) => Promise<void>) =>
    workOnJobs(
      { db: core.db, boss, databaseUrl: database.url },
      { slots: 128, run: ({ data: { jobId } }) => handle(jobId), onError: console.error, stop: stop.signal },
    );
  try {
    const agency = await openAgency(core);
    const version = await agency.save(tags('queue', stepsOfJob));
    const empty = async () => {
      await sendEmpty(core.db, boss);
      return throughput(core.db, 'apply', emptyJobs, () => work(() => Promise.resolve()));
    };
    let accounts = 0;
    const whole = async () => {
      for (let index = 0; index < wholeJobs; index += 1) {
        const locationId = `queue-${accounts++}`;
        await agency.addAccount(locationId);
        await agency.start(await agency.plan(locationId, version));
      }
      const begin = () => work((jobId) => runJob(core, jobId, stop.signal));
      return (await throughput(core.db, 'apply', wholeJobs, begin)) * stepsOfJob;
    };
    await boss.createQueue('raw', { notify: true });
    const raw = async () => {
      await boss.insert(
        'raw',
        Array.from({ length: emptyJobs }, (_, n) => ({ data: { n } })),
      );
      return throughput(core.db, 'raw', emptyJobs, async () => {
        await workRaw(boss, 'raw', { workers: rawWorkers, handle: () => {} });
        return { stop: () => boss.offWork('raw') };
      });
    };
    const graphile = () => graphileWorker.throughput(emptyJobs, rawWorkers);
    const found: Record<Side, number>[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      found.push({ raw: await raw(), graphile: await graphile(), jobs: await empty(), steps: await whole() });
      await boss.deleteAllJobs();
    }
    const turnsOf = (what: Side) => found.slice(1).map((each) => each[what]);
    const of = (what: Side) => median(turnsOf(what));
    log(
      `a second: ${of('jobs').toFixed(0)} jobs, ${of('steps').toFixed(0)} steps; pg-boss alone ${of('raw').toFixed(0)}, graphile-worker alone ${of('graphile').toFixed(0)}`,
    );
    const rowOf = (what: 'jobs' | 'steps'): Row =>
      row({
        name: `queue:${what}`,
        value: of(what),
        unit: `${what}/s`,
        reference: of('raw'),
        target: Math.round(target * of('raw')),
        turns: turnsOf(what),
      });
    return [
      rowOf('jobs'),
      rowOf('steps'),
      row({
        name: 'queue:graphile-worker',
        value: of('graphile'),
        unit: 'jobs/s',
        reference: of('raw'),
        turns: turnsOf('graphile'),
      }),
    ];
  } finally {
    await graphileWorker.close();
    await boss.stop({ graceful: false });
    await core.db.destroy();
    await database.close();
  }
}

type Side = 'jobs' | 'steps' | 'raw' | 'graphile';
type Db = ReturnType<typeof createCore>['db'];

const sendEmpty = (db: Db, boss: Boss): Promise<void> =>
  db.transaction().execute(async (tx) => {
    for (let n = 0; n < emptyJobs; n += 1) {
      const place = { agencyId: `agency-${n % agencies}`, locationId: `account-${n}`, priority: 0 };
      await jobQueue(boss).sendApply(tx, { jobId: String(n), run: 1 }, place);
    }
  });

/** Messages a second, from the start of the workers until the queue has seen the end of each. */
async function throughput(db: Db, queue: string, messages: number, begin: () => Promise<{ stop(): Promise<void> }>) {
  await settled.prepare(db);
  const startedAt = performance.now();
  const workers = await begin();
  await settled.all(db, queue);
  const seconds = (performance.now() - startedAt) / 1000;
  await workers.stop();
  return messages / seconds;
}
