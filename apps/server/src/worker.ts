import { createParts } from './context.ts';
import { readEnv } from './env.ts';
import { startApplyWorkers } from './jobs/apply-workers.ts';
import { startCleanUpWorker } from './jobs/clean-up-worker.ts';
import { startDriftWorkers } from './jobs/drift-workers.ts';
import { startRolloutWorkers } from './jobs/rollout-workers.ts';
import { failBoot, onStop, tellReady } from './lifecycle.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';

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
    metrics,
    stop: stop.signal,
    onEnd: () => rollouts.lookSoon(),
  });
  await startCleanUpWorker(parts, { log, metrics, stop: stop.signal });
  await startDriftWorkers(parts, { log, stop: stop.signal });
  onStop(log, async () => {
    stop.abort(new Error('the worker is stopping'));
    await applies.stop();
    await rollouts.stop();
    await parts.close();
  });
  log.info('worker is waiting for jobs');
  tellReady(null);
}

await main().catch(failBoot);
