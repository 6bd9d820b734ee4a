import { z } from 'zod';

const schema = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(4002),
  HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_DATA_DIR: z.string().min(1).optional(),
  GHL_CLIENT_ID: z.string().regex(/^[A-Za-z0-9]+-\w+$/, 'must look like <appId>-<suffix>'),
  GHL_CLIENT_SECRET: z.string().min(1),
  SANDBOX_EVENT_URL: z.url().optional(),
  OAUTH_PUBLIC_URL: z.url().default('http://localhost:4001'),
});

/** Reads the environment once, and says everything that is wrong with it at once. */
export function readEnv(source: NodeJS.ProcessEnv): z.infer<typeof schema> {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  throw new Error(`The sandbox cannot start with this environment.\n${z.prettifyError(parsed.error)}`);
}
