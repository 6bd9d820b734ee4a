import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './root.ts';
import { openRoleLog } from './role-log.ts';

export type RoleName = 'sandbox' | 'oauth' | 'api' | 'worker';

export type RoleSpec = {
  name: string;
  /** Path of the script, from the root of the repository. */
  entry: string;
  env: Record<string, string>;
  /** A URL that answers 200 when ready; without one the role sends `{ type: 'ready' }` over IPC. */
  readyUrl?: string;
  logFile: string;
};

/** One supervised process. It is started again whenever it ends by itself. */
export type Role = {
  readonly name: string;
  readonly pid: number | undefined;
  /** Resolves when the present process is ready; rejects when the role keeps failing at its start. */
  ready(): Promise<void>;
  /** For trials of what a crash does: resolves when the process has ended; then it is started again. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** SIGTERM, and SIGKILL for what has not ended after `patienceMs`. It stays down. */
  stop(): Promise<void>;
  start(): void;
};

const keepCompiled = new URL('keep-compiled.mjs', import.meta.url).href;
const crashesAtStart = 3;
/** Longer than the roles' own deadline for ending in order. */
const patienceMs = 20_000;

export function superviseRole(spec: RoleSpec, log: (line: string) => void): Role {
  // Until it was ready once, a failure is told as a whole by `ready()`.
  const output = openRoleLog(spec.logFile, {
    complain: (line) => {
      if (wasEverReady) log(`${spec.name}: ${line}`);
    },
    cannotWrite: (why) =>
      log(`${spec.name}: its log cannot be written, so lines of it are lost. Free the disk: ${why}`),
  });
  let child: ChildProcess | undefined;
  let gate = newGate();
  let isWanted = false;
  let wasEverReady = false;
  let crashes = 0;

  const start = () => {
    isWanted = true;
    const born = performance.now();
    output.begin();
    const present = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--import', keepCompiled, spec.entry],
      {
        cwd: root,
        env: spec.env,
        // Its own session: Ctrl-C reaches the supervisor alone, which ends things in order. When the supervisor is killed
        // the IPC channel closes, and the role ends by itself.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    child = present;
    if (present.stdout) output.follow(present.stdout);
    if (present.stderr) output.follow(present.stderr);
    void whenReady(present, spec).then((isReady) => {
      if (!isReady || child !== present) return;
      wasEverReady = true;
      gate.resolve();
    });
    const ended = (how: string) => {
      if (child !== present) return;
      child = undefined;
      if (gate.isSettled()) gate = newGate();
      if (!isWanted) return;
      crashes = performance.now() - born > 30_000 ? 1 : crashes + 1;
      if (!wasEverReady && crashes >= crashesAtStart) {
        const why = output.complaints() ?? `it ended with ${how}`;
        gate.reject(new Error(`${spec.name} does not start: ${why} (log: ${spec.logFile})`));
        return;
      }
      if (wasEverReady) log(`${spec.name} ended (${how}); starting it again`);
      void sleep(Math.min(100 * 2 ** (crashes - 1), 10_000)).then(() => {
        if (isWanted && !child) start();
      });
    };
    // 'close', not 'exit': then its last words have been read.
    present.once('close', (code, signal) => ended(signal ?? `code ${code}`));
    // It could not even be started (no memory, no file handles): 'close' may never come.
    present.once('error', (error) => ended(error.message));
  };

  return {
    name: spec.name,
    get pid() {
      return child?.pid;
    },
    ready: () => gate.promise,
    async kill(signal) {
      if (!child) return;
      const ended = once(child, 'close');
      signalGroup(child, signal);
      await ended;
    },
    start: () => {
      if (!child) start();
    },
    async stop() {
      isWanted = false;
      if (!child) return;
      const ended = once(child, 'close');
      const present = child;
      signalGroup(present, 'SIGTERM');
      const inTime = await Promise.race([ended.then(() => true), sleep(patienceMs, false, { ref: false })]);
      if (inTime) return;
      log(`${spec.name} did not end within ${patienceMs / 1000} s; ending it by force`);
      signalGroup(present, 'SIGKILL');
      await ended;
    },
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // It ended in between.
  }
}

function newGate() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  return {
    promise,
    reject,
    resolve: () => {
      settled = true;
      resolve();
    },
    isSettled: () => settled,
  };
}

/** False when the process ended first. */
async function whenReady(child: ChildProcess, { readyUrl }: RoleSpec): Promise<boolean> {
  if (!readyUrl)
    return new Promise((resolve) => {
      child.once('exit', () => resolve(false));
      child.on('message', (message) => {
        if (message && typeof message === 'object' && 'type' in message && message.type === 'ready') resolve(true);
      });
    });
  while (child.exitCode === null && child.signalCode === null) {
    if (await answersOk(readyUrl)) return true;
    await sleep(25);
  }
  return false;
}

export const answersOk = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(url, { timeout: 2_000, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
