import { createTestDatabase } from '@groundwork/db/testing';
import { fixtures, startSandbox } from '@groundwork/ghl-sandbox';
import type { Sandbox } from '@groundwork/ghl-sandbox';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import { expect, vi } from 'vitest';
import { connectDatabase } from '../db/connect.ts';
import type { Database } from '../db/connect.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { migrate } from '../migrate.ts';
import { signIn } from './browser.ts';
import { callBridge } from './call-bridge.ts';
import { demandNewToken } from './demand-new-token.ts';
import { startServiceProcess } from './start-process.ts';
import type { ServiceProcess } from './start-process.ts';
import { clientId, clientSecret, startTestService } from './start-service.ts';
import { watchGhl } from './watch-ghl.ts';
import type { WatchedGhl } from './watch-ghl.ts';

type Token = BridgeResponse<'accessToken'>;

/** One agency's grant, a GHL that is watched, and replicas that are processes of their own. */
export interface FireWorld {
  sandbox: Sandbox;
  ghl: WatchedGhl;
  databaseUrl: string;
  start(): Promise<ServiceProcess>;
  /** The grant's time has come: the next replica that looks refreshes it. */
  makeDue(): Promise<void>;
  /** The lease of a holder that is gone runs out now; a test need not wait its eight seconds. */
  endLease(): Promise<void>;
  /** The same for one that lives and was kept from renewing it. */
  letLeaseRunOut(): Promise<void>;
  /** GHL's thirty seconds since the first refusal are over; a test need not wait for them. */
  endRest(): Promise<void>;
  row(): Promise<Selectable<OAuthDatabase['installations']>>;
  journal(): Promise<Selectable<OAuthDatabase['refresh_journal']>[]>;
  read(replica: ServiceProcess): Promise<Token>;
  /** Refreshes that reached GHL. */
  callsAtGhl(): Promise<number>;
  /** The access token works, and the refresh token too: it is spent to show it. */
  proveGrant(replica: ServiceProcess): Promise<void>;
  close(): Promise<void>;
}

export const fireTimeout = { timeout: 60_000, interval: 50 };

/** `databaseUrl`: an empty database of the test's own. */
export async function createFireWorld(options: { databaseUrl?: string } = {}): Promise<FireWorld> {
  const database = options.databaseUrl === undefined ? await createTestDatabase({ name: 'oauth', migrate }) : null;
  const databaseUrl = database?.url ?? options.databaseUrl ?? '';
  const sandbox = await startSandbox({ port: 0, clientId, clientSecret, redirectUris: [] });
  const ghl = await watchGhl(sandbox.url);
  const db = connectDatabase(databaseUrl, () => undefined);
  const replicas: ServiceProcess[] = [];
  if (database === null) await migrate(databaseUrl);
  await connectAgency(databaseUrl, sandbox);
  await sandbox.control.clearStats();

  const read = (replica: ServiceProcess) => callBridge(replica, 'accessToken', { companyId: fixtures.agency.id });
  return {
    sandbox,
    ghl,
    databaseUrl,
    async start() {
      const replica = await startServiceProcess({ databaseUrl, sandbox, env: { GHL_API_URL: ghl.url } });
      replicas.push(replica);
      return replica;
    },
    makeDue: () => change(db, { refresh_after: new Date(0) }),
    endRest: () => change(db, { refused_at: new Date(0), next_attempt_at: new Date(0) }),
    endLease: () => changeLeases(db, sql`to_timestamp(0)`),
    letLeaseRunOut: () => changeLeases(db, sql`clock_timestamp() - interval '1 second'`),
    row: () => db.selectFrom('installations').selectAll().executeTakeFirstOrThrow(),
    journal: () => db.selectFrom('refresh_journal').selectAll().orderBy('started_at').execute(),
    read,
    callsAtGhl: async () => (await sandbox.control.stats()).routes['POST /oauth/token'] ?? 0,
    async proveGrant(replica) {
      const token = await read(replica);
      expect(await worksAtGhl(sandbox, token)).toBe(true);
      const next = await demandNewToken(replica, token);
      expect(next.accessToken).not.toBe(token.accessToken);
      expect(await worksAtGhl(sandbox, next)).toBe(true);
    },
    async close() {
      await Promise.all(replicas.map((replica) => replica.kill()));
      await ghl.close();
      await sandbox.close();
      await db.destroy();
      await database?.drop();
    },
  };
}

/** By a service that is gone afterwards: nothing but the test's own replicas refreshes. */
async function connectAgency(databaseUrl: string, sandbox: Sandbox): Promise<void> {
  const service = await startTestService({ databaseUrl, sandbox });
  await sandbox.control.setApp({ redirectUris: [`${service.url}/oauth/callback`] });
  await signIn(service);
  await vi.waitFor(async () => {
    const row = await service.db.selectFrom('installations').select('reconciled_at').executeTakeFirst();
    expect(row?.reconciled_at).toBeInstanceOf(Date);
  }, fireTimeout);
  await service.close();
}

async function changeLeases(db: Database, expires_at: RawBuilder<Date>): Promise<void> {
  await db.updateTable('leases').set({ expires_at }).execute();
}

async function change(
  db: Database,
  changes: { refresh_after?: Date; refused_at?: Date; next_attempt_at?: Date },
): Promise<void> {
  await db.updateTable('installations').set(changes).execute();
}

async function worksAtGhl(sandbox: Sandbox, { accessToken }: Token): Promise<boolean> {
  const answer = await fetch(`${sandbox.url}/users/${fixtures.users.agencyAdmin.id}`, {
    headers: { authorization: `Bearer ${accessToken}`, version: '2021-07-28' },
  });
  return answer.status === 200;
}
