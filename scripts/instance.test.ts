import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startInstance } from './instance.ts';
import type { Instance } from './instance.ts';
import { freePort } from '@groundwork/db/embedded';
import { processStart } from './process-start.ts';
import { answersOk } from './role.ts';

let dataDir = '';
let instance: Instance;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'groundwork-instance-'));
  chmodSync(dataDir, 0o755);
  instance = await startInstance({ dataDir, useFreePorts: true, buildWeb: false });
});
afterAll(async () => {
  await instance.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const roles = () => Object.values(instance.roles);

test('a second start on the same data folder is refused, and the first goes on', async () => {
  const second = startInstance({ dataDir, useFreePorts: true, buildWeb: false });
  await expect(second).rejects.toThrow(`(pid ${process.pid})`);
  expect(await answersOk(`${instance.apiUrl}/health/ready`)).toBe(true);
});

test('a taken port is refused before anything is made', async () => {
  const other = mkdtempSync(join(tmpdir(), 'groundwork-taken-'));
  const taken = String(new URL(instance.apiUrl).port);
  const env = { PORT: taken, OAUTH_PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
  await expect(startInstance({ dataDir: other, env, buildWeb: false })).rejects.toThrow(
    `port ${taken} (Groundwork) is taken`,
  );
  expect(readdirSync(other)).toEqual([]);
  rmSync(other, { recursive: true });
});

test('every role that is killed is started again', async () => {
  const before = roles().map(({ pid }) => pid);
  await Promise.all(roles().map((role) => role.kill('SIGKILL')));
  await instance.ready();
  const after = roles().map(({ pid }) => pid);
  expect(after).toHaveLength(4);
  for (const pid of after) expect(before).not.toContain(pid);
  expect(await answersOk(`${instance.apiUrl}/health/ready`)).toBe(true);
});

test('stop leaves no process and no lock behind; the data and its secrets stay for the next start', async () => {
  const secrets = readFileSync(join(dataDir, 'secrets.json'), 'utf8');
  const pids = roles().map(({ pid }) => pid ?? 0);
  const postgres = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  expect([...pids, postgres].filter((pid) => processStart(pid) === undefined)).toEqual([]);

  await instance.stop();
  expect([...pids, postgres].filter((pid) => processStart(pid) !== undefined)).toEqual([]);
  expect(existsSync(join(dataDir, 'lock'))).toBe(false);

  instance = await startInstance({ dataDir, useFreePorts: true, buildWeb: false });
  expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).toBe(secrets);
});
