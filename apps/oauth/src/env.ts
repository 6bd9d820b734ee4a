import { publishedWebhookKey, readWebhookKeys } from '@groundwork/integrations/ghl/webhook-signature';
import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';

const idPattern = /^[A-Za-z0-9_-]{1,32}$/;

export type Env = z.output<typeof envSchema>;
export type BackupEnv = Pick<Env, 'OAUTH_DATABASE_URL' | 'TOKEN_ENCRYPTION_KEYS'>;
type Variables = Record<string, string | undefined>;

export interface TokenKey {
  id: string;
  key: KeyObject;
}

/** Reads the environment once, at boot. Throws one error that lists everything that is wrong. */
export const readEnv = (source: Variables): Env =>
  read(envSchema.superRefine(limitOnlyKnownBackends), source, 'The OAuth service cannot start');

/** What a backup and a restore need, and nothing else. */
export const readBackupEnv = (source: Variables): BackupEnv =>
  read(envSchema.pick({ OAUTH_DATABASE_URL: true, TOKEN_ENCRYPTION_KEYS: true }), source, 'The command cannot run');

/** What a backup of the API's database needs: keys of its own, for it has no other to encrypt with. */
export const readApiBackupEnv = (source: Variables): z.output<typeof apiBackupSchema> =>
  read(apiBackupSchema, source, 'The command cannot run');

function read<T>(schema: z.ZodType<T>, source: Variables, what: string): T {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'environment'}: ${issue.message}`);
  throw new Error(`${what}. Set these and start again:\n${faults.join('\n')}`);
}

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
  .transform((url) => url.replace(/\/+$/, ''));

/** `id<separator>value,id<separator>value` in order. */
const pairs = (separator: string) =>
  z.string('is required').transform((text, context) =>
    text
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => {
        const cut = entry.indexOf(separator);
        const id = entry.slice(0, Math.max(cut, 0)).trim();
        // The entry itself may hold a secret: name its place, never its text.
        if (!idPattern.test(id))
          context.addIssue(`each entry must read id${separator}value, the id in letters, digits, _ or -`);
        return { id, value: entry.slice(cut + 1).trim() };
      }),
  );

const returnUrls = pairs('=').transform((entries, context) => {
  const urls = new Map<string, string>();
  for (const { id, value } of entries) {
    if (!httpUrl.safeParse(value).success) context.addIssue(`${id}: the return address must be an http(s) URL`);
    urls.set(id, value);
  }
  if (urls.size === 0) context.addIssue('at least one backend is needed');
  return urls;
});

/** A backend named twice has two keys that both hold: that is how one is replaced without a pause. */
const bridgeKeys = pairs(':').transform((entries, context) => {
  const keys = new Map<string, KeyObject[]>();
  for (const { id, value } of entries) {
    const secret = Buffer.from(value, 'base64');
    if (secret.length < 32) context.addIssue(`${id}: the secret must be at least 32 bytes in base64`);
    else keys.set(id, [...(keys.get(id) ?? []), createSecretKey(secret)]);
  }
  return keys;
});

/** Agencies a backend is limited to, `backend=company+company`. A backend not named here may ask for any. */
const bridgeAgencies = pairs('=').transform((entries, context) => {
  const agencies = new Map<string, ReadonlySet<string>>();
  for (const { id, value } of entries) {
    const companyIds = value.split('+').map((companyId) => companyId.trim());
    if (companyIds.some((companyId) => !/^[\w-]{1,64}$/.test(companyId)))
      context.addIssue(`${id}: must read ${id}=company+company, each a GHL company id`);
    agencies.set(id, new Set([...(agencies.get(id) ?? []), ...companyIds]));
  }
  return agencies;
});

const tokenKeys = pairs(':').transform((entries, context) => {
  const keys: TokenKey[] = [];
  for (const { id, value } of entries) {
    const secret = Buffer.from(value, 'base64');
    if (secret.length !== 32) context.addIssue(`${id}: the key must be exactly 32 bytes in base64`);
    else if (keys.some((key) => key.id === id)) context.addIssue(`${id}: named twice`);
    else keys.push({ id, key: createSecretKey(secret) });
  }
  if (entries.length === 0) context.addIssue('at least one key is needed; the first one writes');
  return keys;
});

const port = z.coerce.number().int().min(0).max(65_535);

const envSchema = z.object({
  OAUTH_DATABASE_URL: z.string('is required').regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL'),
  OAUTH_PORT: port.default(4001),
  HOST: z.string().default('127.0.0.1'),
  OAUTH_PUBLIC_URL: httpUrl,
  API_RETURN_URLS: returnUrls,
  BRIDGE_KEYS: bridgeKeys,
  BRIDGE_AGENCIES: bridgeAgencies.prefault(''),
  TOKEN_ENCRYPTION_KEYS: tokenKeys,
  GHL_CLIENT_ID: z.string('is required'),
  GHL_CLIENT_SECRET: z.string('is required'),
  GHL_API_URL: httpUrl.default('https://services.leadconnectorhq.com'),
  /** The white-label host serves plain agencies too, and shows no HighLevel brand. */
  GHL_MARKETPLACE_URL: httpUrl.default('https://marketplace.leadconnectorhq.com'),
  GHL_WEBHOOK_PUBLIC_KEYS: z
    .string()
    .default(publishedWebhookKey)
    .transform((text, context) => {
      const { keys, unreadable } = readWebhookKeys(text);
      for (const entry of unreadable) context.addIssue(`entry ${entry} must be a public key, SPKI in base64`);
      return keys;
    }),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
});

const apiBackupSchema = z.object({
  DATABASE_URL: z.string('is required').regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL'),
  BACKUP_KEYS: tokenKeys,
});

/** A misspelt name would leave the backend it means without its limit. */
function limitOnlyKnownBackends(env: Env, context: z.RefinementCtx): void {
  for (const id of env.BRIDGE_AGENCIES.keys()) {
    if (env.BRIDGE_KEYS.has(id)) continue;
    context.addIssue({
      code: 'custom',
      path: ['BRIDGE_AGENCIES'],
      message: `${id}: BRIDGE_KEYS names no such backend`,
    });
  }
}
