import {
  type Core,
  createBoss,
  createRequestBudget,
  followNews,
  heardUpTo,
  jobQueue,
  queues,
  readBacklog,
} from '@groundwork/core';
import { connect, type Db, pendingMigrations } from '@groundwork/db';
import { type RunningServices, startServices } from '@groundwork/integrations';
import { createBridge } from '@groundwork/integrations/bridge';
import { createGhl } from '@groundwork/integrations/ghl';
import { createOpenai } from '@groundwork/integrations/openai';
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Env } from './env.ts';
import type { Metrics } from './metrics.ts';

/** Some 400 blueprints; an admin of the agency may set another limit. */
const monthlyTokens = 5_000_000;

export interface Parts {
  core: Core;
  boss: PgBoss;
  services: RunningServices;
  metrics: Metrics;
  close(): Promise<void>;
}

/** The only place where the real parts are put together. */
export async function createParts(
  env: Env,
  role: 'client' | 'worker',
  { log, metrics }: { log: Logger; metrics: Metrics },
): Promise<Parts> {
  const db = connect(env.DATABASE_URL, {
    maxConnections: role === 'worker' ? 24 : 12,
    applicationName: `groundwork-${role}`,
  });
  await requireMigrated(db);
  const bridge = createBridge({
    urls: env.OAUTH_URLS,
    backendId: env.BRIDGE_KEYS.id,
    secret: env.BRIDGE_KEYS.secret,
    metrics: metrics.services,
    heardUpTo: () => heardUpTo(db),
  });
  const ghl = createGhl({
    baseUrl: env.GHL_API_URL,
    tokens: bridge,
    budget: createRequestBudget(db, metrics.budget),
    userAgent: 'Groundwork/0.1',
    metrics: metrics.services,
  });
  const model =
    role === 'client' && env.OPENAI_API_KEY
      ? createOpenai({ apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL, metrics: metrics.services })
      : null;
  const boss = createBoss(env.DATABASE_URL, role);
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  boss.on('warning', (warning) => log.warn({ warning: warning.message }, 'job queue'));
  await boss.start();
  const core: Core = {
    db,
    queue: jobQueue(boss),
    ghl,
    bridge,
    assistant: { model, models: env.OPENAI_MODEL, monthlyTokens, metrics: metrics.assistant },
    now: () => new Date(),
    log,
    publicUrl: env.PUBLIC_URL,
    sandbox: env.GHL_SANDBOX,
  };
  // Of the processes that are always there: with no worker left they still tell what waits.
  if (role === 'client') metrics.queues.watch(() => readBacklog(db));
  else metrics.queues.takesFrom(queues);
  // Before the stream begins: its first line may be news already.
  const news = followNews(core);
  const services = await startServices([bridge, ghl, ...(model ? [model] : [])]);
  return {
    core,
    boss,
    services,
    metrics,
    async close() {
      await boss
        .stop({ graceful: true, timeout: 10_000 })
        .catch((error: unknown) => log.warn({ err: error }, 'job queue did not stop'));
      await news.stop();
      await services.stop();
      await db.destroy();
    },
  };
}

async function requireMigrated(db: Db): Promise<void> {
  const pending = await pendingMigrations(db);
  if (pending.length > 0)
    throw new Error(
      `The database lacks migrations (${pending.join(', ')}). Run \`npm run migrate\`, then start again.`,
    );
}
