import { createParts } from './context.ts';
import { readEnv } from './env.ts';
import { startApplyWorkers } from './jobs/apply-workers.ts';
import { startCleanUpWorker } from './jobs/clean-up-worker.ts';
import { startDriftWorkers } from './jobs/drift-workers.ts';
import { startRolloutWorkers } from './jobs/rollout-workers.ts';
import { failBoot, onStop, tellReady } from './lifecycle.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openWorkerDoor } from './worker-door.ts';

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog(env.LOG_LEVEL, 'worker');
  const metrics = createMetrics();
  const parts = await createParts(env, 'worker', { log, metrics });
  const stop = new AbortController();
  const rollouts = await startRolloutWorkers(parts, { log, stop: stop.signal });
  const applies = await startApplyWorkers(parts, {
    databaseUrl: env.DATABASE_URL,
    log,
    stop: stop.signal,
    onEnd: () => rollouts.lookSoon(),
  });
  await startCleanUpWorker(parts, { log, stop: stop.signal });
  await startDriftWorkers(parts, { log, stop: stop.signal });
  const door =
    env.WORKER_PORT === undefined ? null : await openWorkerDoor(parts, { host: env.HOST, port: env.WORKER_PORT });
  onStop(log, async () => {
    stop.abort(new Error('the worker is stopping'));
    await applies.stop();
    await rollouts.stop();
    await door?.close();
    await parts.close();
  });
  log.info({ address: door?.address }, 'worker is waiting for jobs');
  tellReady(null);
}

await main().catch(failBoot);
