import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createTestDatabase } from '@groundwork/db/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from './migrate.ts';

const secret = randomBytes(32).toString('base64');
let empty: Awaited<ReturnType<typeof createTestDatabase>>;
let migrated: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  empty = await createTestDatabase({ name: 'oauth_empty', migrate: () => Promise.resolve() });
  migrated = await createTestDatabase({ name: 'oauth', migrate });
});
afterAll(async () => {
  await empty.drop();
  await migrated.drop();
});

test('names everything that is wrong with the environment, and no secret', async () => {
  const run = start({
    TOKEN_ENCRYPTION_KEYS: 'k1:c2hvcnQ=',
    BRIDGE_KEYS: 'c2hvcnQ=',
    OAUTH_PORT: 'many',
    GHL_CLIENT_ID: '',
  });
  expect(await run.exitCode).toBe(1);
  const said = run.errors();
  for (const name of ['TOKEN_ENCRYPTION_KEYS', 'BRIDGE_KEYS', 'OAUTH_PORT', 'GHL_CLIENT_ID'])
    expect(said).toContain(name);
  expect(said).not.toContain('c2hvcnQ=');
});

test('does not start on a database without its migrations, and says in one line what to do', async () => {
  const run = start({ OAUTH_DATABASE_URL: empty.url });
  expect(await run.exitCode).toBe(1);
  expect(run.errors().trim().split('\n')).toHaveLength(1);
  expect(run.errors()).toContain('npm run migrate');
});

test('serves when it is ready, and ends cleanly on SIGTERM', async () => {
  const run = start({ OAUTH_DATABASE_URL: migrated.url });
  const url = await run.listening;
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  run.child.kill('SIGTERM');
  expect(await run.exitCode).toBe(0);
});

test('ends by itself when its supervisor has died', async () => {
  const run = start({ OAUTH_DATABASE_URL: migrated.url });
  await run.listening;
  run.child.disconnect();
  expect(await run.exitCode).toBe(0);
});

interface Run {
  child: ChildProcess;
  exitCode: Promise<number>;
  listening: Promise<string>;
  errors(): string;
}

function start(env: Record<string, string>): Run {
  const child = fork(new URL('./main.ts', import.meta.url), [], {
    silent: true,
    env: {
      PATH: process.env['PATH'],
      OAUTH_DATABASE_URL: migrated.url,
      OAUTH_PORT: '0',
      OAUTH_PUBLIC_URL: 'http://127.0.0.1:4001',
      API_RETURN_URLS: 'main=http://127.0.0.1:4000/auth/ghl/callback',
      BRIDGE_KEYS: `main:${secret}`,
      TOKEN_ENCRYPTION_KEYS: `k1:${secret}`,
      GHL_CLIENT_ID: 'app-suffix',
      GHL_CLIENT_SECRET: 'secret',
      ...env,
    },
  });
  let errors = '';
  let output = '';
  const listening = Promise.withResolvers<string>();
  child.stderr?.on('data', (chunk) => (errors += String(chunk)));
  child.stdout?.on('data', (chunk) => {
    output += String(chunk);
    const url = /Server listening at (http:[^"]+)"/.exec(output)?.[1];
    if (url !== undefined) listening.resolve(url);
  });
  // Its last words are read when both have come. 'close' never comes to whoever has disconnected.
  const exitCode = Promise.all([once(child, 'exit'), child.stderr && once(child.stderr, 'close')]).then(([[code]]) =>
    Number(code),
  );
  return { child, exitCode, listening: listening.promise, errors: () => errors };
}
