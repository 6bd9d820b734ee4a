import { connect, migrate } from '@groundwork/db';
import { createTestDatabase } from '@groundwork/db/testing';
import { consent, fixtures, type Sandbox, startSandbox } from '@groundwork/ghl-sandbox';
import { ServiceError } from '@groundwork/integrations';
import type { Bridge } from '@groundwork/integrations/bridge';
import { createGhl } from '@groundwork/integrations/ghl';
import type { Role } from '@groundwork/shared';
import { createHash, randomUUID } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import { readAssistantModels } from '../assistants/assistant-models.ts';
import { createRequestBudget } from '../budget/request-budget.ts';
import type { Context, Core } from '../context.ts';
import { createBoss, jobQueue, migrateQueue } from '../queue.ts';

const clientId = '65a0b1c2d3e4f5a6b7c8d9e0-core';
const clientSecret = 'core-test-secret';
const redirectUri = 'http://localhost:1/callback';

/** A database, a sandbox with both agencies installed, and the real parts between them. */
export interface World {
  core: Core;
  sandbox: Sandbox;
  databaseUrl: string;
  boss: PgBoss;
  /** A member of the main agency. */
  member(role?: Role): Promise<Context>;
  /** The owner of the second, foreign agency. */
  stranger(): Promise<Context>;
  /** The main agency allows the app on all its locations once more. */
  reinstall(): Promise<void>;
  close(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const database = await createTestDatabase({
    name: 'core',
    migrate: async (url) => (await migrate(url), await migrateQueue(url)),
  });
  const sandbox = await startSandbox({ port: 0, clientId, clientSecret, redirectUris: [redirectUri] });
  const db = connect(database.url, { maxConnections: 12 });
  const boss = createBoss(database.url, 'client');
  boss.on('error', () => {});
  await boss.start();
  const bridge = await installedBridge(sandbox.url);
  const ghl = createGhl({
    baseUrl: sandbox.url,
    tokens: bridge,
    budget: createRequestBudget(db),
    userAgent: 'Groundwork-test',
    timeoutMs: 2_000,
    retry: { initialDelayMs: 20, maxDelayMs: 100 },
  });
  const silent = () => {};
  const log = { info: silent, warn: silent, error: silent };
  const publicUrl = new URL('http://localhost:4000');
  const core: Core = {
    db,
    queue: jobQueue(boss),
    ghl,
    bridge,
    assistant: { model: null, models: readAssistantModels('').models, monthlyTokens: 1_000_000 },
    now: () => new Date(),
    log,
    publicUrl,
    sandbox: true,
  };

  return {
    core,
    sandbox,
    databaseUrl: database.url,
    boss,
    member: (role = 'owner') =>
      actAs(core, { company: fixtures.agency, locations: Object.values(fixtures.locations), role }),
    stranger: () =>
      actAs(core, {
        company: fixtures.secondAgency,
        locations: Object.values(fixtures.secondLocations),
        role: 'owner',
      }),
    reinstall: async () => void (await install(sandbox.url, fixtures.users.agencyAdmin.id)),
    async close() {
      await boss.stop({ graceful: false });
      await ghl.stop();
      await db.destroy();
      await sandbox.close();
      await database.drop();
    },
  };
}

/** Rows as sign-in writes them. */
async function actAs(
  core: Core,
  {
    company,
    locations,
    role,
  }: { company: { id: string; name: string }; locations: { id: string; name: string; address: string }[]; role: Role },
): Promise<Context> {
  const agency = await core.db
    .insertInto('agencies')
    .values({ company_id: company.id, name: company.name })
    .onConflict((conflict) => conflict.column('company_id').doUpdateSet({ name: company.name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await core.db
    .insertInto('locations')
    .values(
      locations.map(({ id, name, address }) => ({ agency_id: agency.id, id, name, address, state: 'active' as const })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const member = await core.db
    .insertInto('members')
    .values({
      agency_id: agency.id,
      ghl_user_id: `user-${role}`,
      name: `Some ${role}`,
      email: `${role}@example.com`,
      role,
    })
    .onConflict((conflict) => conflict.columns(['agency_id', 'ghl_user_id']).doUpdateSet({ role }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    ...core,
    actor: {
      memberId: member.id,
      sessionId: randomUUID(),
      agencyId: agency.id,
      companyId: company.id,
      role,
      name: `Some ${role}`,
      apiKey: null,
      locationIds: null,
    },
  };
}

/**
 * Access tokens straight from the sandbox, for tests below the OAuth service (which core may not import). Only what core
 * asks of the bridge while planning and applying is here; sign-in is tested with the real service.
 */
async function installedBridge(url: string): Promise<Bridge> {
  const companies = new Map<string, string>();
  for (const [company, admin] of [
    [fixtures.agency, fixtures.users.agencyAdmin],
    [fixtures.secondAgency, fixtures.users.otherAgencyAdmin],
  ] as const)
    companies.set(company.id, await install(url, admin.id));
  const minted = new Map<string, Promise<string>>();
  const unused = () => Promise.reject(new Error('not part of this test'));
  return {
    name: 'bridge',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    health: () => Promise.resolve({ state: 'up', detail: null }),
    redeemTicket: unused,
    installation: unused,
    reconcile: unused,
    connections: unused,
    refreshes: unused,
    testConnection: unused,
    onNews: () => () => {},
    async accessToken({ companyId, locationId }, refusedTokenHash) {
      const company = companies.get(companyId) ?? '';
      const held = locationId && (await minted.get(locationId));
      const isRefused = held && createHash('sha256').update(held).digest('hex') === refusedTokenHash;
      if (locationId && (!held || isRefused)) {
        const minting = mint(url, company, { companyId, locationId });
        minted.set(locationId, minting);
        minting.catch(() => minted.delete(locationId));
      }
      const accessToken = locationId ? ((await minted.get(locationId)) ?? '') : company;
      return { accessToken, scopes: scopes.split(' '), expiresAt: new Date(Date.now() + 3_600_000) };
    },
  };
}

const scopes = [
  'oauth.readonly oauth.write companies.readonly locations.readonly users.readonly',
  'locations/tags.readonly locations/tags.write',
  'locations/customFields.readonly locations/customFields.write',
  'locations/customValues.readonly locations/customValues.write',
  'calendars/groups.readonly calendars/groups.write calendars.readonly calendars.write',
  'opportunities.readonly pipelines.readonly pipelines.create pipelines.write',
  'products.readonly products.write products/prices.readonly products/prices.write',
  'links.readonly links.write',
].join(' ');

async function install(url: string, userId: string): Promise<string> {
  const authorize = new URL('/v2/oauth/chooselocation', url);
  for (const [name, value] of Object.entries({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes,
  }))
    authorize.searchParams.set(name, value);
  const code = new URL(await consent(authorize.href, { as: userId })).searchParams.get('code') ?? '';
  const form = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'authorization_code',
    code,
    user_type: 'Company',
    redirect_uri: redirectUri,
  };
  return accessTokenOf(await fetch(new URL('/oauth/token', url), { method: 'POST', body: new URLSearchParams(form) }));
}

const mint = async (
  url: string,
  companyToken: string,
  ids: { companyId: string; locationId: string },
): Promise<string> =>
  accessTokenOf(
    await fetch(new URL('/oauth/locationToken', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${companyToken}`, version: '2021-07-28' },
      body: new URLSearchParams(ids),
    }),
  );

/** A refusal comes as the bridge says it. */
async function accessTokenOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json();
  if (typeof body === 'object' && body !== null && 'access_token' in body) return String(body.access_token);
  const said = JSON.stringify(body);
  throw new ServiceError({
    service: 'bridge',
    operation: 'accessToken',
    code: said.includes('not active') ? 'ACCOUNT_PAUSED' : 'NOT_INSTALLED',
    message: `The sandbox gave no token: ${said}.`,
    retryable: false,
    outcome: 'not-applied',
  });
}
