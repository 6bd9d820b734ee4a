import { fork } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@groundwork/db/embedded';
import { bridgeSecrets, testEnvironment } from './start-service.ts';
import type { TestServiceOptions } from './start-service.ts';

export interface ServiceProcess {
  url: string;
  port: number;
  bridgeSecrets: Record<string, Buffer>;
  /** Everything it has printed so far. */
  logs(): string;
  /** As a machine that swaps, or a debugger: everything stands still, every connection stays. */
  freeze(): void;
  thaw(): void;
  /** As a deploy does it. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** As by a power cut. */
  kill(): Promise<void>;
}

/** A replica in a process of its own. On the port of one that was killed it is that one, started again. */
export async function startServiceProcess(
  options: Omit<TestServiceOptions, 'timings'> & { port?: number },
): Promise<ServiceProcess> {
  const port = options.port ?? (await freePort());
  const child = fork(new URL('../main.ts', import.meta.url), [], {
    silent: true,
    env: { PATH: process.env['PATH'], ...testEnvironment(options, port) },
  });
  // Not 'exit': only now its last words have been read.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  let output = '';
  const listening = new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk) => (output += String(chunk)));
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('Server listening at')) resolve();
    });
  });
  await Promise.race([
    listening,
    exited.then(() => {
      throw new Error(`The replica ended before it served: ${output}`);
    }),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    bridgeSecrets,
    logs: () => output,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
