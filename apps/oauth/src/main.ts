import { buildOAuthApp } from './app.ts';
import { createKeyRing } from './crypto/key-ring.ts';
import { connectDatabase } from './db/connect.ts';
import { readEnv } from './env.ts';
import { createLogger } from './http/logger.ts';
import { assertReady } from './start-checks.ts';

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function start(): Promise<void> {
  const env = readEnv(process.env);
  const log = createLogger(env.LOG_LEVEL);
  const noteLoss = (error: Error) => log.warn({ err: error }, 'a database connection was lost');
  const db = connectDatabase(env.OAUTH_DATABASE_URL, noteLoss, { silenceMs: 10_000 });
  await assertReady(db, createKeyRing(env.TOKEN_ENCRYPTION_KEYS));
  const app = await buildOAuthApp({ env, db, log });

  let isStopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info({ reason }, 'stopping');
    // Longer than a refresh may take: one that is cut off costs a recovery.
    setTimeout(() => process.exit(1), 60_000).unref();
    await app.close();
    await db.destroy();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  // The supervisor is gone: nobody would stop us later.
  if (process.channel !== undefined) process.on('disconnect', () => void stop('supervisor ended'));

  await app.listen({ port: env.OAUTH_PORT, host: env.HOST });
}
