import { startEventBus } from '@groundwork/core';
import { createParts } from './context.ts';
import { readEnv } from './env.ts';
import { buildApp } from './http/app.ts';
import { failBoot, onStop, tellReady } from './lifecycle.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLog(env.LOG_LEVEL, 'api');
  const metrics = createMetrics();
  const parts = await createParts(env, 'client', { log, metrics });
  const bus = await startEventBus(env.DATABASE_URL, parts.core.db, log);
  const app = await buildApp(env, { ...parts, bus, log });
  const address = await app.listen({ port: env.PORT, host: env.HOST });
  onStop(log, async () => {
    await app.close();
    await bus.stop();
    await parts.close();
  });
  log.info({ address }, 'api is listening');
  tellReady(address);
}

await main().catch(failBoot);
