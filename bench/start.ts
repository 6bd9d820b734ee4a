import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@groundwork/db/embedded';
import { root } from '../scripts/root.ts';
import { median, row } from './row.ts';
import type { Row } from './row.ts';

/** `npm start` from a fresh copy, until it prints its URL (all roles ready): first with empty caches, then again. */
export async function run(log: (line: string) => void): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'groundwork-bench-'));
  // PostgreSQL may run as another user, who has to pass through.
  chmodSync(home, 0o755);
  const clone = join(home, 'clone');
  try {
    copyOfSources(clone);
    log('cold: empty caches, fresh copy');
    const cold = await secondsToUrl(clone, home);
    const warm: number[] = [];
    for (let time = 0; time < 5; time += 1) warm.push(await secondsToUrl(clone, home));
    return [
      row({ name: 'start:cold', value: cold, unit: 's', target: 40 }),
      row({ name: 'start:warm', value: median(warm), unit: 's', target: 3, turns: warm }),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function copyOfSources(clone: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of files
    .toString()
    .split('\0')
    .filter((name) => name && existsSync(join(root, name)))) {
    mkdirSync(join(clone, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(clone, file));
  }
}

async function secondsToUrl(clone: string, home: string): Promise<number> {
  const [PORT, OAUTH_PORT, SANDBOX_PORT] = [await freePort(), await freePort(), await freePort()].map(String);
  const npmrc = join(homedir(), '.npmrc');
  const startedAt = performance.now();
  const start = spawn('npm', ['start'], {
    cwd: clone,
    // Nothing of this user's caches, only npm's settings (a registry mirror, say).
    env: {
      PATH: pathWithoutOurs(),
      HOME: home,
      LANG: process.env.LANG,
      PORT,
      OAUTH_PORT,
      SANDBOX_PORT,
      ...(existsSync(npmrc) && { npm_config_userconfig: npmrc }),
      ...proxies(),
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const seconds = await new Promise<number>((resolve, reject) => {
    for (const stream of [start.stdout, start.stderr])
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes(`http://localhost:${PORT}`)) resolve((performance.now() - startedAt) / 1000);
      });
    start.once('exit', () => reject(new Error(`npm start ended early:\n${said}`)));
  });
  const ended = once(start, 'exit');
  // As Ctrl-C in a terminal does: to the whole group.
  process.kill(-(start.pid ?? 0), 'SIGINT');
  await ended;
  return seconds;
}

/** The machine's own Node and npm, not the toolchain this benchmark runs with. */
const pathWithoutOurs = (): string =>
  (process.env.PATH ?? '')
    .split(':')
    .filter((folder) => !folder.includes('node_modules'))
    .join(':');

const proxies = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(npm_config_registry|(https?|no)_proxy)$/i.test(name)),
  );
