import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { processStart } from './process-start.ts';
import { superviseRole } from './role.ts';
import type { Role } from './role.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundwork-role-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wellBehaved = `
  process.on('disconnect', () => process.exit(0));
  process.on('SIGTERM', () => process.exit(0));
  process.send({ type: 'ready' });
  setInterval(() => {}, 1000);`;

function role(script: string, said: string[] = [], env: Record<string, string> = {}): Role {
  const entry = join(folder, 'child.mjs');
  writeFileSync(entry, script);
  const supervised = superviseRole({ name: 'child', entry, env, logFile: join(folder, 'child.log') }, (line) =>
    said.push(line),
  );
  onTestFinished(() => supervised.stop());
  supervised.start();
  return supervised;
}

const isAlive = (pid: number | undefined): boolean => pid !== undefined && processStart(pid) !== undefined;

test('starts a killed process again and leaves none behind after stop', async () => {
  const said: string[] = [];
  const child = role(wellBehaved, said);
  await child.ready();
  const first = child.pid;
  await child.kill('SIGKILL');
  await child.ready();
  const second = child.pid;

  expect(second).not.toBe(first);
  expect(isAlive(second)).toBe(true);
  expect(said).toEqual(['child ended (SIGKILL); starting it again']);
  await child.stop();
  expect(isAlive(first) || isAlive(second)).toBe(false);
});

test('keeps what a process has compiled while it runs, so that its end need not wait for that', async () => {
  const cache = join(folder, 'compiled');
  const child = role(wellBehaved, [], { NODE_COMPILE_CACHE: cache });
  await child.ready();
  const kept = () => readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  await expect.poll(() => kept().length).toBeGreaterThan(0);
  expect(isAlive(child.pid)).toBe(true);
});

test('gives up on a process that keeps failing at its start, and says why', async () => {
  const said: string[] = [];
  const child = role(`console.error('Set these:\\n  DATABASE_URL: is required'); process.exit(1);`, said);
  await expect(child.ready()).rejects.toThrow(
    /^child does not start: Set these: · DATABASE_URL: is required \(log: .*child\.log\)$/,
  );
  expect(said).toEqual([]);
});

test('a process that cannot be started counts as crashed, and is started once that is possible', async () => {
  const said: string[] = [];
  const child = role(wellBehaved, said);
  await child.ready();
  const { execPath } = process;
  onTestFinished(() => void (process.execPath = execPath));
  process.execPath = join(folder, 'no-node-here');
  await child.kill('SIGKILL');
  await expect.poll(() => said.at(-1)).toMatch(/^child ended \(spawn .* ENOENT\); starting it again$/);
  process.execPath = execPath;
  await child.ready();
  expect(isAlive(child.pid)).toBe(true);
});

test('gives up at the start on a process that cannot be started, and says why', async () => {
  const { execPath } = process;
  onTestFinished(() => void (process.execPath = execPath));
  process.execPath = join(folder, 'no-node-here');
  await expect(role(wellBehaved).ready()).rejects.toThrow(/^child does not start: .*ENOENT/);
});

test('a log that cannot be written is said once, and the process goes on', async () => {
  symlinkSync(join(folder, 'missing', 'child.log'), join(folder, 'child.log'));
  const said: string[] = [];
  const child = role(
    `${wellBehaved}
     setInterval(() => console.log(JSON.stringify({ level: 40, msg: 'still here' })), 50);`,
    said,
  );
  await child.ready();
  await expect.poll(() => said.filter((line) => line === 'child: still here').length).toBeGreaterThan(2);
  expect(said.filter((line) => line.includes('its log cannot be written'))).toHaveLength(1);
  expect(isAlive(child.pid)).toBe(true);
});

test('passes on warnings, keeps the rest in the log', async () => {
  const said: string[] = [];
  const child = role(
    `${wellBehaved}
     console.log(JSON.stringify({ level: 30, msg: 'quiet' }));
     setTimeout(() => console.log(JSON.stringify({ level: 40, msg: 'loud' })), 200);`,
    said,
  );
  await child.ready();
  await expect.poll(() => said).toEqual(['child: loud']);
  await expect.poll(() => readFileSync(join(folder, 'child.log'), 'utf8')).toContain('quiet');
});

test('its process ends when the supervisor is killed', async () => {
  const entry = join(folder, 'child.mjs');
  writeFileSync(entry, wellBehaved);
  const spec = { name: 'child', entry, env: {}, logFile: join(folder, 'child.log') };
  const script = `import { superviseRole } from ${JSON.stringify(join(import.meta.dirname, 'role.ts'))};
    const role = superviseRole(${JSON.stringify(spec)}, () => {}); role.start(); await role.ready(); console.log(role.pid);`;
  const supervisor = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(supervisor.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(isAlive(pid)).toBe(true);
  supervisor.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});
