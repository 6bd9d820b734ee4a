import { afterAll } from 'vitest';
import { consent, fixtures, startSandbox, type Sandbox, type SandboxOptions } from '../index.ts';
import type { ConsentChoice } from '../consent.ts';

export const app = {
  clientId: 'a1b2c3d4e5f6a7b8c9d0e1f2-lk3j',
  clientSecret: 'a-secret-of-the-tests',
  redirectUri: 'http://127.0.0.1:9/oauth/callback',
  appId: 'a1b2c3d4e5f6a7b8c9d0e1f2',
};

export const scopes = [
  'oauth.readonly',
  'oauth.write',
  'companies.readonly',
  'locations.readonly',
  'users.readonly',
  ...['tags', 'customFields', 'customValues'].flatMap((kind) => [
    `locations/${kind}.readonly`,
    `locations/${kind}.write`,
  ]),
  'opportunities.readonly',
  'pipelines.readonly',
  'pipelines.create',
  'pipelines.write',
  ...['calendars', 'calendars/groups', 'products', 'products/prices', 'links'].flatMap((kind) => [
    `${kind}.readonly`,
    `${kind}.write`,
  ]),
];

export interface Tokens {
  access_token: string;
  refresh_token: string;
  [name: string]: unknown;
}

export interface Reply {
  status: number;
  headers: Headers;
  json: Record<string, unknown>;
}

export async function openSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    port: 0,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    redirectUris: [app.redirectUri],
    ...options,
  });
  afterAll(() => sandbox.close());
  return sandbox;
}

export function authorizeUrl(sandbox: Sandbox, changes: Record<string, string> = {}): string {
  const url = new URL('/v2/oauth/chooselocation', sandbox.url);
  const query = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: app.redirectUri,
    scope: scopes.join(' '),
    state: 'state-1',
    ...changes,
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

export async function codeFor(sandbox: Sandbox, choice: ConsentChoice = {}): Promise<string> {
  return new URL(await consent(authorizeUrl(sandbox), choice)).searchParams.get('code') ?? '';
}

export async function post(url: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  return reply(await fetch(url, { method: 'POST', body: new URLSearchParams(form), headers }));
}

export const token = (sandbox: Sandbox, form: Record<string, string>): Promise<Reply> =>
  post(`${sandbox.url}/oauth/token`, { client_id: app.clientId, client_secret: app.clientSecret, ...form });

export const refresh = (sandbox: Sandbox, refreshToken: string): Promise<Reply> =>
  token(sandbox, { grant_type: 'refresh_token', refresh_token: refreshToken });

export async function installApp(sandbox: Sandbox, choice: ConsentChoice = {}): Promise<Tokens> {
  const code = await codeFor(sandbox, choice);
  const answer = await token(sandbox, { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri });
  return answer.json as Tokens;
}

export const mint = (sandbox: Sandbox, companyToken: string, locationId: string, companyId = fixtures.agency.id) =>
  post(
    `${sandbox.url}/oauth/locationToken`,
    { companyId, locationId },
    { Authorization: `Bearer ${companyToken}`, Version: '2021-07-28' },
  );

/** A caller of the API with one token; `path` starts at the host. */
export const caller =
  (sandbox: Sandbox, accessToken: string) =>
  async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
    reply(
      await fetch(sandbox.url + path, {
        method,
        headers: {
          Authorization: `Bearer ${accessToken}`,
          Version: '2021-07-28',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : { text },
  };
}
