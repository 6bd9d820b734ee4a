import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase } from '@groundwork/db/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { freePort } from '@groundwork/db/embedded';
import { followSteps, ordinary } from './follow-steps.ts';
import { readDockerfile, type Stage } from './read-dockerfile.ts';

const stages = readDockerfile(join(import.meta.dirname, 'Dockerfile'));
const published = ['api', 'worker', 'oauth', 'tools'] as const;
const stageOf = (name: string): Stage => {
  const stage = stages.get(name);
  if (!stage) throw new Error(`The Dockerfile has no stage ${name}.`);
  return stage;
};

let folder = '';
let environment: Record<string, string> = {};
/** Where each image's command runs. */
const places = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwork-images-'));
  await chmod(folder, 0o755);
  environment = await bareEnvironment(folder);
  for (const name of ['build', ...published])
    places.set(name, await followSteps(stageOf(name), { folder, environment }));
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('begins from an image of one exact version, and names no other', () => {
  const images = [...stages.values()].flatMap(({ image }) => image ?? []);
  expect(new Set(images).size).toBe(1);
  expect(images[0]).toMatch(/^node:\d+\.\d+\.\d+-[a-z]+-slim$/);
  expect([...stages.values()].flatMap(({ unknown }) => unknown)).toEqual([]);
});

test.each(published)('%s runs as a user who is not root, and holds no package, source or secret', async (name) => {
  const stage = stageOf(name);
  expect(stage.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  expect(Object.keys(stage.env).filter((key) => /KEY|SECRET|PASSWORD|URL/.test(key))).toEqual([]);
  const files = (await readdir(places.get(name) ?? '', { recursive: true })).toSorted();
  expect(files.filter((file) => /node_modules|\.tsx?$|\.env|secrets/.test(file))).toEqual([]);
  // Made once for all architectures: nothing in it is of one, and nothing runs while it is put together.
  expect(files.filter((file) => /\.(node|so|wasm)$/.test(file))).toEqual([]);
  expect(stage.steps.filter(({ keyword }) => keyword === 'RUN')).toEqual([]);
  expect(files).toContain(stage.command.at(-1));
});

test('each image, its steps followed by an ordinary user, becomes healthy, is ready, and ends in order', async () => {
  const empty = () => createTestDatabase({ name: 'images', migrate: () => Promise.resolve() });
  const [database, oauthDatabase] = [await empty(), await empty()];
  onTestFinished(async () => {
    await database.drop();
    await oauthDatabase.drop();
  });
  const [api, worker, oauth] = [await freePort(), await freePort(), await freePort()];
  const key = Buffer.alloc(32, 7).toString('base64');
  const backend = {
    DATABASE_URL: database.url,
    PUBLIC_URL: `http://127.0.0.1:${api}`,
    OAUTH_URLS: `http://127.0.0.1:${oauth}`,
    OAUTH_PUBLIC_URL: 'https://connect.groundwork.example',
    BRIDGE_KEYS: `main:${key}`,
  };
  const variables: Record<string, Record<string, string>> = {
    tools: { DATABASE_URL: database.url, OAUTH_DATABASE_URL: oauthDatabase.url },
    api: { ...backend, PORT: String(api) },
    worker: { ...backend, WORKER_PORT: String(worker) },
    oauth: {
      OAUTH_DATABASE_URL: oauthDatabase.url,
      OAUTH_PORT: String(oauth),
      OAUTH_PUBLIC_URL: backend.OAUTH_PUBLIC_URL,
      API_RETURN_URLS: 'main=https://groundwork.example/auth/ghl/callback',
      BRIDGE_KEYS: backend.BRIDGE_KEYS,
      TOKEN_ENCRYPTION_KEYS: `k1:${key}`,
      GHL_CLIENT_ID: '65a0b1c2d3e4f5a6b7c8d9e0-images',
      GHL_CLIENT_SECRET: 'images',
    },
  };
  const options = (name: string) => ({
    ...ordinary,
    cwd: places.get(name) ?? '',
    env: { ...environment, ...stageOf(name).env, HOST: '127.0.0.1', ...variables[name] },
  });
  const command = (name: string): [string, string[]] => [
    stageOf(name).command[0] ?? '',
    stageOf(name).command.slice(1),
  ];
  const running: ChildProcess[] = [];
  onTestFinished(() => running.forEach((child) => child.kill('SIGKILL')));
  const start = (name: string): ChildProcess => {
    const child = spawn(...command(name), { ...options(name), stdio: 'ignore' });
    running.push(child);
    return child;
  };
  const isHealthy = (name: string): Promise<boolean> => {
    const [program = '', ...args] = stageOf(name).healthCheck ?? [];
    return promisify(execFile)(program, args, options(name)).then(
      () => true,
      () => false,
    );
  };

  const early = start('api');
  expect(await once(early, 'exit')).toEqual([1, null]);
  await promisify(execFile)(...command('tools'), options('tools'));
  const services: [string, number][] = [
    ['oauth', oauth],
    ['api', api],
    ['worker', worker],
  ];
  for (const [name, port] of services) {
    expect(await isHealthy(name)).toBe(false);
    const child = start(name);
    await expect.poll(() => isHealthy(name)).toBe(true);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    const tells = name === 'oauth' ? 'oauth_bridge_streams 0' : `groundwork_process{role="${name}"} 1`;
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain(tells);
    expect(child.exitCode).toBeNull();
  }
  const page = await fetch(`http://127.0.0.1:${api}/`, { headers: { accept: 'text/html' } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
  for (const child of running.filter(({ exitCode }) => exitCode === null)) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }
});

/** Nothing of ours but a program: node as in the image, and npx beside it. */
async function bareEnvironment(at: string): Promise<Record<string, string>> {
  const [bin, home] = [join(at, 'bin'), join(at, 'home')];
  for (const path of [bin, home]) {
    await mkdir(path);
    await chmod(path, 0o777);
  }
  await copyFile(process.execPath, join(bin, 'node'));
  await chmod(join(bin, 'node'), 0o755);
  const npx = await promisify(execFile)('/bin/sh', ['-c', 'command -v npx']);
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && /^(https?_proxy|no_proxy|npm_config_registry|ssl_cert_\w+|node_extra_ca_certs)$/i.test(name)
      ? [[name, value]]
      : [],
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    PATH: [bin, dirname(npx.stdout.trim()), '/usr/bin', '/bin'].join(delimiter),
  };
}
