import { readAssistantModels } from '@groundwork/core';
import { publishedWebhookKey, readWebhookKeys } from '@groundwork/integrations/ghl/webhook-signature';
import { z } from 'zod';

const bridgeKey = z
  .string()
  .regex(
    /^[\w-]+:[A-Za-z0-9+/=_-]{24,}(,.*)?$/,
    'must look like `id:base64,…`; the first key is used, its id names this backend',
  )
  .transform((text) => {
    const [id = '', secret = ''] = (text.split(',')[0] ?? '').split(':');
    return { id, secret };
  });

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  /** Where a worker tells of its health and metrics. Unset: nowhere. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url)),
  OAUTH_URLS: z
    .string()
    .transform((text) => text.split(',').map((url) => url.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1)),
  OAUTH_PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  BRIDGE_KEYS: bridgeKey,
  GHL_API_URL: z.url({ protocol: /^https?$/ }).default('https://services.leadconnectorhq.com'),
  /** Whose signatures webhooks must bear. Unset: GHL's published key. */
  GHL_WEBHOOK_PUBLIC_KEYS: z
    .string()
    .default(publishedWebhookKey)
    .transform((text, context) => {
      const { keys, unreadable } = readWebhookKeys(text || publishedWebhookKey);
      if (keys.length === 0 && unreadable.length === 0) context.addIssue('names no key; leave it out for GHL’s own');
      for (const entry of unreadable) context.addIssue(`entry ${entry} must be a public key, SPKI in base64`);
      return keys;
    }),
  /** Unset: no language model; the composer answers. */
  OPENAI_API_KEY: z.string().trim().optional(),
  OPENAI_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  OPENAI_MODEL: z
    .string()
    .default('')
    .transform((text, context) => {
      const { models, faults } = readAssistantModels(text);
      for (const fault of faults) context.addIssue(fault);
      return models;
    }),
  /** Set by `npm start` beside its sandbox; the pages then say so. */
  GHL_SANDBOX: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().default('production'),
});

export type Env = z.infer<typeof schema>;

/** Reads the environment once, at boot. Everything that is wrong is said at once, and nothing starts. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment is not complete (see .env.example):\n${faults.join('\n')}`);
}
