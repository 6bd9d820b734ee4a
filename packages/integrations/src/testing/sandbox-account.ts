import { createHash } from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import { consent, fixtures, startSandbox } from '@groundwork/ghl-sandbox';
import type { KnobChanges, Sandbox } from '@groundwork/ghl-sandbox';
import type { AccessToken, AccessTokens, BudgetReading, RequestBudget, TokenRef } from '../ghl/index.ts';

const app = { clientId: 'app-test', clientSecret: 'secret', redirectUri: 'http://localhost/callback' };
const scope = [
  'oauth.readonly oauth.write companies.readonly users.readonly',
  ...['tags', 'customFields', 'customValues'].map((kind) => `locations/${kind}.readonly locations/${kind}.write`),
  ...['calendars/groups', 'calendars', 'products', 'products/prices', 'links'].map(
    (kind) => `${kind}.readonly ${kind}.write`,
  ),
  'opportunities.readonly pipelines.readonly pipelines.create pipelines.write',
].join(' ');

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number(), scope: z.string() });

/** Hands out tokens as the OAuth service would: a refused one is replaced. Counts what was asked. */
export interface TestTokens extends AccessTokens {
  asked: { ref: TokenRef; refused: boolean }[];
}

export const dental = { companyId: fixtures.agency.id, locationId: fixtures.locations.dental.id };
export const gym = { companyId: fixtures.agency.id, locationId: fixtures.locations.gym.id };
export const accounting = { companyId: fixtures.agency.id, locationId: fixtures.locations.accounting.id };

/** A sandbox on a free port with the agency's app installed, and its tokens. */
export async function startInstalledSandbox(knobs?: KnobChanges): Promise<{ sandbox: Sandbox; tokens: TestTokens }> {
  const { clientId, clientSecret, redirectUri } = app;
  const sandbox = await startSandbox({ port: 0, clientId, clientSecret, redirectUris: [redirectUri], knobs });
  const authorizeUrl = new URL('/v2/oauth/chooselocation', sandbox.url);
  const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope };
  authorizeUrl.search = new URLSearchParams(query).toString();
  const code = new URL(await consent(authorizeUrl.href)).searchParams.get('code') ?? '';
  const agency = await post(`${sandbox.url}/oauth/token`, {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'authorization_code',
    user_type: 'Company',
    redirect_uri: redirectUri,
    code,
  });
  const mint = (locationId: string) =>
    post(`${sandbox.url}/oauth/locationToken`, { companyId: fixtures.agency.id, locationId }, agency.accessToken);
  return { sandbox, tokens: createTokens(agency, mint) };
}

function createTokens(agency: AccessToken, mint: (locationId: string) => Promise<AccessToken>): TestTokens {
  const minted = new Map<string, AccessToken>();
  const asked: TestTokens['asked'] = [];
  return {
    asked,
    async accessToken(ref, refusedTokenHash) {
      asked.push({ ref, refused: refusedTokenHash !== undefined });
      if (ref.locationId === undefined) return agency;
      const held = minted.get(ref.locationId);
      if (held && hashOf(held.accessToken) !== refusedTokenHash) return held;
      const next = await mint(ref.locationId);
      minted.set(ref.locationId, next);
      return next;
    },
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

async function post(url: string, form: Record<string, string>, bearer?: string): Promise<AccessToken> {
  const answer = await request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'groundwork-test',
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}`, version: '2021-07-28' }),
    },
    body: new URLSearchParams(form).toString(),
  });
  const { access_token, expires_in, ...granted } = tokenAnswer.parse(await answer.body.json());
  return {
    accessToken: access_token,
    scopes: granted.scope.split(' '),
    expiresAt: new Date(Date.now() + expires_in * 1000),
  };
}

/** A budget that never holds back and remembers what it saw. */
export interface TestBudget extends RequestBudget {
  taken: string[];
  seen: { resource: string; reading: BudgetReading }[];
}

export function createTestBudget(): TestBudget {
  const taken: TestBudget['taken'] = [];
  const seen: TestBudget['seen'] = [];
  return {
    taken,
    seen,
    take: async (resource) => void taken.push(resource),
    observe: async (resource, reading) => void seen.push({ resource, reading }),
  };
}
