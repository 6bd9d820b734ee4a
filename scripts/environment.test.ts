import { expect, test } from 'vitest';
import { roleEnvironments } from './environment.ts';
import type { Addresses } from './environment.ts';

const secrets = {
  bridgeKey: 'bridge-key',
  tokenEncryptionKey: 'token-key',
  postgresPassword: 'p',
  apiDatabasePassword: 'a',
  oauthDatabasePassword: 'o',
  sandboxClientId: 'client-id',
  sandboxClientSecret: 'client-secret',
};
const at: Addresses = {
  host: '127.0.0.1',
  ports: { api: 4000, oauth: 4001, sandbox: 4002 },
  publicUrl: 'http://localhost:4000',
  oauthPublicUrl: 'http://localhost:4001',
  databaseUrl: 'postgres://api',
  oauthDatabaseUrl: 'postgres://oauth',
  sandbox: { url: 'http://localhost:4002', webhookPublicKey: 'public-key' },
};

test.each(['api', 'worker'] as const)(
  "the %s never gets a token key, a client secret or the OAuth service's database",
  (name) => {
    const source = {
      TOKEN_ENCRYPTION_KEYS: 'k:own-key',
      GHL_CLIENT_SECRET: 'own-secret',
      OAUTH_DATABASE_URL: 'postgres://oauth',
    };
    for (const env of [roleEnvironments({}, secrets, at)[name], roleEnvironments(source, secrets, at)[name]])
      expect(Object.values(env).join(' ')).not.toMatch(/token-key|client-secret|own-key|own-secret|postgres:\/\/oauth/);
  },
);

test('a GHL elsewhere gets nothing of the sandbox', () => {
  const source = { GHL_API_URL: 'https://ghl.example', GHL_CLIENT_ID: 'mine', GHL_CLIENT_SECRET: 'my-secret' };
  const { oauth, api } = roleEnvironments(source, secrets, { ...at, sandbox: undefined });
  expect(oauth).toMatchObject({
    GHL_API_URL: 'https://ghl.example',
    GHL_CLIENT_ID: 'mine',
    GHL_CLIENT_SECRET: 'my-secret',
  });
  expect(oauth).not.toHaveProperty('GHL_WEBHOOK_PUBLIC_KEYS');
  expect(JSON.stringify([oauth, api])).not.toMatch(/client-id|client-secret|4002/);
});

test('both sides of the bridge agree on the backend and its key', () => {
  const { oauth, api } = roleEnvironments({ BRIDGE_KEYS: 'blue:key-1,blue:key-2' }, secrets, at);
  expect(oauth.BRIDGE_KEYS).toBe(api.BRIDGE_KEYS);
  expect(oauth.API_RETURN_URLS).toBe('blue=http://localhost:4000/auth/ghl/callback');
});
