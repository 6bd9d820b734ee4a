import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../scripts/root.ts';

/** An API process on a port it keeps, as a deploy or a crash leaves and brings it. */
export interface Backend {
  url: string;
  /** Called for each success: a life is over only once it has been of use. */
  noteServed(): void;
  hasServed(times: number): Promise<void>;
  /** How the process ended: its exit code, or the signal. Resolves when the next one is ready. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals>;
  stop(): Promise<void>;
}

export async function startBackend(env: Record<string, string>, port: number): Promise<Backend> {
  let served = 0;
  let child = await start(env, port);
  return {
    url: urlAt(port),
    noteServed: () => void served++,
    async hasServed(times) {
      while (served < times) await sleep(5);
    },
    async restart(signal) {
      const how = await end(child, signal);
      served = 0;
      child = await start(env, port);
      return how;
    },
    stop: () => end(child, 'SIGTERM').then(() => undefined),
  };
}

async function start(env: Record<string, string>, port: number): Promise<ChildProcess> {
  const child = fork('apps/server/src/api.ts', {
    cwd: root,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...env, PORT: String(port), PUBLIC_URL: urlAt(port), LOG_LEVEL: 'error' },
    silent: true,
  });
  let said = '';
  // Its log is errors alone: where a test fails, they are the cause.
  child.stdout?.pipe(process.stderr, { end: false });
  child.stderr?.on('data', (chunk) => (said += String(chunk)));
  const isReady = await Promise.race([once(child, 'message').then(() => true), once(child, 'close').then(() => false)]);
  if (!isReady) throw new Error(`the API ended before it served: ${said}`);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
  const exited = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  child.kill(signal);
  const [code, killedBy] = await exited;
  return killedBy ?? code ?? 1;
}

const urlAt = (port: number): string => `http://127.0.0.1:${port}`;
