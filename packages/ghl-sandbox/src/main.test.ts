import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createSandboxControl, ensureWebhookKeys, fixtures } from './index.ts';
import { app, caller, codeFor, installApp, mint, refresh, token } from './testing/open-sandbox.ts';

const { gym } = fixtures.locations;
const locationCount = Object.keys(fixtures.locations).length;

interface Running {
  process: ChildProcess;
  url: string;
  webhookPublicKey: string;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

function launch(environment: Record<string, string>): Promise<Running> {
  const child = fork(join(import.meta.dirname, 'main.ts'), {
    env: {
      SANDBOX_PORT: '0',
      GHL_CLIENT_ID: app.clientId,
      GHL_CLIENT_SECRET: app.clientSecret,
      OAUTH_PUBLIC_URL: new URL(app.redirectUri).origin,
      ...environment,
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  afterAll(() => void child.kill('SIGKILL'));
  const exited = new Promise<Awaited<Running['exited']>>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (line: Buffer) => {
      const { listening, webhookPublicKey } = JSON.parse(line.toString()) as Record<string, string>;
      resolve({ process: child, url: listening ?? '', webhookPublicKey: webhookPublicKey ?? '', exited });
    });
    child.once('close', () => reject(new Error(errors)));
  });
}

const handle = ({ url }: Running) => ({
  url,
  port: 0,
  webhookPublicKey: '',
  control: createSandboxControl(url),
  close: async () => {},
});

describe('the sandbox process', () => {
  it('keeps resources, codes, tokens and pending webhooks through kill -9', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const first = await launch({ SANDBOX_DATA_DIR: folder });
    const before = handle(first);
    const tokens = await installApp(before);
    const location = String((await mint(before, tokens.access_token, gym.id)).json['access_token']);
    const rotated = await refresh(before, tokens.refresh_token);
    const code = await codeFor(before);
    const created = await caller(before, location)('POST', `/locations/${gym.id}/tags`, { name: 'kept' });
    expect(created.status).toBe(200);
    first.process.kill('SIGKILL');
    await first.exited;

    const second = await launch({ SANDBOX_DATA_DIR: folder });
    const after = handle(second);
    const tags = await caller(after, location)('GET', `/locations/${gym.id}/tags`);
    expect(tags.json['tags']).toContainEqual(created.json['tag']);
    expect((await refresh(after, tokens.refresh_token)).json['access_token']).toBe(rotated.json['access_token']);
    expect((await token(after, { grant_type: 'authorization_code', code })).status).toBe(200);
    expect(second.webhookPublicKey).toBe(first.webhookPublicKey);
    expect(ensureWebhookKeys(folder).publicKey).toBe(first.webhookPublicKey);
    await vi.waitFor(async () => {
      // Nobody listens at the webhook URL: they are still being tried. One for each location, one for each consent.
      const webhooks = await after.control.webhooks();
      expect(webhooks.filter(({ state }) => state === 'pending')).toHaveLength(locationCount + 2);
    }, 60_000);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s', async (signal) => {
    const running = await launch({});
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200);
    running.process.kill(signal);
    expect(await running.exited).toEqual({ code: 0, signal: null });
  });

  it('ends when its parent is gone', async () => {
    const running = await launch({});
    running.process.disconnect();
    expect(await running.exited).toEqual({ code: 0, signal: null });
  });

  it('says everything that is wrong with its environment', async () => {
    await expect(launch({ GHL_CLIENT_ID: 'no-dash here', SANDBOX_PORT: 'x' })).rejects.toThrow(
      /SANDBOX_PORT[\s\S]*GHL_CLIENT_ID|GHL_CLIENT_ID[\s\S]*SANDBOX_PORT/,
    );
  });
});
