import type { RoleName } from './role.ts';
import type { Secrets } from './secrets.ts';

export type Variables = Record<string, string | undefined>;

/** Where everything of one instance is, in place of what the environment leaves open. */
export type Addresses = {
  host: string;
  ports: { api: number; oauth: number; sandbox: number };
  publicUrl: string;
  oauthPublicUrl: string;
  databaseUrl: string;
  oauthDatabaseUrl: string;
  /** Undefined where GHL_API_URL points elsewhere. */
  sandbox: { url: string; dataDir: string; webhookPublicKey: string } | undefined;
};

/** The environment of each role: what it needs and nothing else. The API has no token key, no client secret, no OAuth database. */
export function roleEnvironments(
  source: Variables,
  secrets: Secrets,
  at: Addresses,
): Record<RoleName, Record<string, string>> {
  const bridgeKeys = source.BRIDGE_KEYS ?? `${backendId}:${secrets.bridgeKey}`;
  const backend = bridgeKeys.split(':')[0] ?? backendId;
  const ghl = {
    GHL_API_URL: at.sandbox?.url ?? source.GHL_API_URL,
    GHL_MARKETPLACE_URL: at.sandbox?.url ?? source.GHL_MARKETPLACE_URL,
    GHL_WEBHOOK_PUBLIC_KEYS: at.sandbox?.webhookPublicKey ?? source.GHL_WEBHOOK_PUBLIC_KEYS,
    GHL_CLIENT_ID: source.GHL_CLIENT_ID ?? (at.sandbox && secrets.sandboxClientId),
  };
  const clientSecret = source.GHL_CLIENT_SECRET ?? (at.sandbox && secrets.sandboxClientSecret);
  const base = { ...pick(source, everyRole), HOST: at.host };
  const backendRole = {
    ...base,
    ...ghl,
    ...pick(source, backendOnly),
    DATABASE_URL: at.databaseUrl,
    PUBLIC_URL: at.publicUrl,
    OAUTH_URLS: source.OAUTH_URLS ?? `http://${reachable(at.host)}:${at.ports.oauth}`,
    OAUTH_PUBLIC_URL: at.oauthPublicUrl,
    BRIDGE_KEYS: bridgeKeys,
    ...(at.sandbox && { GHL_SANDBOX: 'true' }),
  };
  return {
    sandbox: defined({
      ...base,
      SANDBOX_PORT: String(at.ports.sandbox),
      SANDBOX_DATA_DIR: at.sandbox?.dataDir,
      GHL_CLIENT_ID: ghl.GHL_CLIENT_ID,
      GHL_CLIENT_SECRET: clientSecret,
      OAUTH_PUBLIC_URL: at.oauthPublicUrl,
    }),
    oauth: defined({
      ...base,
      ...ghl,
      OAUTH_DATABASE_URL: at.oauthDatabaseUrl,
      OAUTH_PORT: String(at.ports.oauth),
      OAUTH_PUBLIC_URL: at.oauthPublicUrl,
      API_RETURN_URLS: source.API_RETURN_URLS ?? `${backend}=${at.publicUrl}/auth/ghl/callback`,
      BRIDGE_KEYS: bridgeKeys,
      TOKEN_ENCRYPTION_KEYS: source.TOKEN_ENCRYPTION_KEYS ?? `first:${secrets.tokenEncryptionKey}`,
      GHL_CLIENT_SECRET: clientSecret,
    }),
    api: defined({ ...backendRole, PORT: String(at.ports.api) }),
    worker: defined(backendRole),
  };
}

/** The id of the API backend that start brings up, at the OAuth service. */
const backendId = 'main';

const words = (text: string): string[] => text.trim().split(/\s+/);
const everyRole = words(`
  PATH HOME LANG TZ TMPDIR NODE_ENV NODE_OPTIONS NODE_COMPILE_CACHE LOG_LEVEL
  HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR`);
const backendOnly = words(`
  GHL_SSO_KEY GITHUB_CLIENT_ID GITHUB_CLIENT_SECRET GITHUB_API_URL
  OPENAI_API_KEY OPENAI_BASE_URL OPENAI_MODEL SMTP_URL`);

/** A host to connect to, for one to listen on. */
export const reachable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const pick = (source: Variables, names: string[]): Variables =>
  Object.fromEntries(names.map((name) => [name, source[name]]));

const defined = (variables: Variables): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, value]])),
  );
