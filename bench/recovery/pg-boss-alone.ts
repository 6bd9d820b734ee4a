import { createBoss } from '../../packages/core/src/queue.ts';

/** The shortest that pg-boss allows. */
const heartbeatSeconds = 10;

/** How long pg-boss by itself takes to give a message of a worker that is gone to another one, in seconds. */
export async function pgBossAlone(databaseUrl: string): Promise<number> {
  const boss = createBoss(databaseUrl, 'worker');
  await boss.start();
  try {
    await boss.createQueue('raw', { notify: true, heartbeatSeconds, retryLimit: 3, retryDelay: 0 });
    await boss.send('raw', {});
    await boss.fetch('raw');
    const goneAt = performance.now();
    const taken = Promise.withResolvers<number>();
    await boss.work('raw', { pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 }, () => {
      taken.resolve((performance.now() - goneAt) / 1000);
      return Promise.resolve();
    });
    return await taken.promise;
  } finally {
    await boss.stop({ graceful: false });
  }
}
