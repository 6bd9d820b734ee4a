import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { freePort } from '@groundwork/db/embedded';
import type { Sandbox } from '@groundwork/ghl-sandbox';
import { buildOAuthApp } from '../app.ts';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import { readEnv } from '../env.ts';
import { createLogger } from '../http/logger.ts';
import type { Timings } from '../timings.ts';

export interface TestService {
  url: string;
  db: Database;
  bridgeSecrets: Record<string, Buffer>;
  /** Everything the service has logged so far. */
  logs(): string;
  metrics(): Promise<string>;
  close(): Promise<void>;
}

export interface TestServiceOptions {
  databaseUrl: string;
  sandbox: Sandbox;
  timings?: Partial<Timings>;
  env?: Record<string, string>;
}

export const clientId = '6650a1b2c3d4e5f6a7b8c9d0-lwtest01';
export const clientSecret = 'client-secret-of-the-test-app-000000';
const encryptionKey = randomBytes(32).toString('base64');
export const bridgeSecrets = { main: randomBytes(32), other: randomBytes(32) };

/** Quick where the real service is patient, and patient with a busy machine; a test overrides what it is about. */
const usual: Partial<Timings> = { pollMs: 50, graceMs: 30_000, readDeadlineMs: 60_000 };

/** A whole service on a free port, with the environment it would have in earnest. */
export async function startTestService(options: TestServiceOptions): Promise<TestService> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = readEnv(testEnvironment(options, port));
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const db = connectDatabase(options.databaseUrl, () => undefined);
  const log = createLogger('trace', destination);
  const app = await buildOAuthApp({ env, db, log, timings: { ...usual, ...options.timings } });
  await app.listen({ port, host: '127.0.0.1' });
  return {
    url,
    db,
    bridgeSecrets,
    logs: () => lines.join(''),
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    async close() {
      await app.close();
      await db.destroy();
    },
  };
}

/** What a real process would find in its environment; every service of a test run has the same keys. */
export const testEnvironment = (
  { databaseUrl, sandbox, env }: Omit<TestServiceOptions, 'timings'>,
  port: number,
): Record<string, string> => ({
  OAUTH_DATABASE_URL: databaseUrl,
  OAUTH_PORT: String(port),
  OAUTH_PUBLIC_URL: `http://127.0.0.1:${port}`,
  API_RETURN_URLS: 'main=http://main.test/auth/ghl/callback,other=http://other.test/auth/ghl/callback',
  BRIDGE_KEYS: Object.entries(bridgeSecrets)
    .map(([id, secret]) => `${id}:${secret.toString('base64')}`)
    .join(','),
  TOKEN_ENCRYPTION_KEYS: `k1:${encryptionKey}`,
  GHL_CLIENT_ID: clientId,
  GHL_CLIENT_SECRET: clientSecret,
  GHL_API_URL: sandbox.url,
  GHL_MARKETPLACE_URL: sandbox.url,
  GHL_WEBHOOK_PUBLIC_KEYS: sandbox.webhookPublicKey,
  ...env,
});
