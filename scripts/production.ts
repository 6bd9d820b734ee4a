import type { Variables } from './environment.ts';

const required = [
  'DATABASE_URL',
  'OAUTH_DATABASE_URL',
  'PUBLIC_URL',
  'OAUTH_PUBLIC_URL',
  'BRIDGE_KEYS',
  'TOKEN_ENCRYPTION_KEYS',
  'GHL_API_URL',
  'GHL_CLIENT_ID',
  'GHL_CLIENT_SECRET',
];

/** In production nothing is made up: no embedded database, no generated key, no sandbox. */
export function requireProductionKeys(env: Variables): void {
  if (env.NODE_ENV !== 'production') return;
  const missing = required.filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`in production these must be set: ${missing.join(', ')}. See .env.example.`);
}
