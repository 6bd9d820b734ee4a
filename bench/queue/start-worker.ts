import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/root.ts';

export type Told =
  | { type: 'ready' }
  | { type: 'step'; locationId: string; name: string }
  | { type: 'ended'; jobId: string }
  | { type: 'raw'; queue: string; n: number };

export interface BenchWorker {
  /** When it was first told, by this process's clock; waits for it. */
  told(what: string): Promise<number>;
  stop(): Promise<void>;
}

/** What each thing told is asked for by. */
const nameOf = (told: Told): string => {
  switch (told.type) {
    case 'ready':
      return 'ready';
    case 'step':
      return `step ${told.locationId} ${told.name}`;
    case 'ended':
      return `ended ${told.jobId}`;
    case 'raw':
      return `${told.queue} ${told.n}`;
  }
};

export async function startWorker(databaseUrl: string): Promise<BenchWorker> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'bench/queue/worker.ts'], {
    cwd: root,
    env: { DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const heard = new Map<string, PromiseWithResolvers<number>>();
  const hear = (what: string) => {
    const known = heard.get(what) ?? Promise.withResolvers<number>();
    heard.set(what, known);
    return known;
  };
  child.on('message', (told: Told) => hear(nameOf(told)).resolve(performance.now()));
  const ended = once(child, 'exit');
  await Promise.race([hear('ready').promise, ended.then(() => Promise.reject(new Error('the worker did not start.')))]);
  return {
    told: (what) => hear(what).promise,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
