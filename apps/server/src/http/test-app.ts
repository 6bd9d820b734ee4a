import type { ApiContext } from '@groundwork/api';
import { migrateQueue, startEventBus } from '@groundwork/core';
import { type Db, migrate } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import type { FastifyInstance } from 'fastify';
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createParts } from '../context.ts';
import { readEnv } from '../env.ts';
import { createMetrics } from '../metrics.ts';
import { buildApp } from './app.ts';

/** The API over a database of its own, with one member; third parties do not answer. */
export interface TestApp {
  app: FastifyInstance;
  /** The same behind TLS, as `app.example.com`. */
  secureApp: FastifyInstance;
  db: Db;
  /** What its procedures get. */
  core: ApiContext['core'];
  agencyId: string;
  /** The owner, Ann. */
  memberId: string;
  /** GHL's signature of a webhook's body. */
  signWebhook(body: string): string;
  /** Everything that was logged. */
  lines: string[];
  /** The secret of a new session. */
  newSession(memberId?: string): Promise<string>;
  close(): Promise<void>;
}

/** How the app is reached. */
export const own = { host: 'localhost:4000' };

/** `environment` is added to what the apps need at least. */
export async function createTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const database = await createTestDatabase({
    name: 'server',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  const webhookKeys = generateKeyPairSync('ed25519');
  const source = {
    DATABASE_URL: database.url,
    PUBLIC_URL: 'http://localhost:4000',
    OAUTH_URLS: 'http://127.0.0.1:9',
    OAUTH_PUBLIC_URL: 'http://localhost:4001',
    BRIDGE_KEYS: `main:${randomBytes(32).toString('base64')}`,
    GHL_API_URL: 'http://127.0.0.1:9',
    GHL_WEBHOOK_PUBLIC_KEYS: webhookKeys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    LOG_LEVEL: 'debug',
    ...environment,
  };
  const env = readEnv(source);
  const lines: string[] = [];
  const log = pino(
    { level: 'debug' },
    new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }),
  );
  const metrics = createMetrics();
  const parts = await createParts(env, 'client', { log, metrics });
  const bus = await startEventBus(env.DATABASE_URL, parts.core.db, log);
  const app = await buildApp(env, { ...parts, bus, log });
  const secureEnv = readEnv({ ...source, PUBLIC_URL: 'https://app.example.com' });
  const secureApp = await buildApp(secureEnv, { ...parts, bus, log });
  const { db } = parts.core;
  const owner = await writeOwner(db);
  return {
    app,
    secureApp,
    db,
    core: { ...parts.core, bus },
    ...owner,
    lines,
    signWebhook: (body) => sign(null, Buffer.from(body), webhookKeys.privateKey).toString('base64'),
    newSession: (memberId = owner.memberId) => writeSession(db, memberId),
    async close() {
      await app.close();
      await secureApp.close();
      await bus.stop();
      await parts.close();
      await database.drop();
    },
  };
}

async function writeOwner(db: Db): Promise<{ agencyId: string; memberId: string }> {
  const agency = await db
    .insertInto('agencies')
    .values({ company_id: 'c1', name: 'One' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const member = await db
    .insertInto('members')
    .values({ agency_id: agency.id, ghl_user_id: 'u1', name: 'Ann', email: 'ann@example.com', role: 'owner' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { agencyId: agency.id, memberId: member.id };
}

async function writeSession(db: Db, memberId: string): Promise<string> {
  const session = randomBytes(32).toString('base64url');
  const idHash = createHash('sha256').update(session).digest('hex');
  await db
    .insertInto('sessions')
    .values({ id_hash: idHash, member_id: memberId, expires_at: new Date(Date.now() + 60_000), user_agent: null })
    .execute();
  return session;
}
