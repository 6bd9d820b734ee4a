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
  sandbox: { url: string; webhookPublicKey: string } | undefined;
};

/** The environment of each role: what it needs and nothing else. The API has no token key, no client secret, no OAuth database. */
export function roleEnvironments(
  source: Variables,
  secrets: Secrets,
  at: Addresses,
): Record<Exclude<RoleName, 'sandbox'>, Record<string, string>> {
  const bridgeKeys = source.BRIDGE_KEYS || `${backendId}:${secrets.bridgeKey}`;
  const backend = bridgeKeys.split(':')[0] ?? backendId;
  const app = clientOf(source, secrets, at.sandbox !== undefined);
  const ghl = {
    GHL_API_URL: at.sandbox?.url ?? source.GHL_API_URL,
    GHL_MARKETPLACE_URL: at.sandbox?.url ?? source.GHL_MARKETPLACE_URL,
    GHL_WEBHOOK_PUBLIC_KEYS: at.sandbox?.webhookPublicKey ?? source.GHL_WEBHOOK_PUBLIC_KEYS,
    GHL_CLIENT_ID: app.id,
  };
  const base = { ...pick(source, everyRole), HOST: at.host };
  const backendRole = {
    ...base,
    ...ghl,
    ...pick(source, backendOnly),
    DATABASE_URL: at.databaseUrl,
    PUBLIC_URL: at.publicUrl,
    OAUTH_URLS: source.OAUTH_URLS || `http://${reachable(at.host)}:${at.ports.oauth}`,
    OAUTH_PUBLIC_URL: at.oauthPublicUrl,
    BRIDGE_KEYS: bridgeKeys,
    ...(at.sandbox && { GHL_SANDBOX: 'true' }),
  };
  return {
    oauth: defined({
      ...base,
      ...ghl,
      OAUTH_DATABASE_URL: at.oauthDatabaseUrl,
      OAUTH_PORT: String(at.ports.oauth),
      OAUTH_PUBLIC_URL: at.oauthPublicUrl,
      API_RETURN_URLS: source.API_RETURN_URLS || `${backend}=${at.publicUrl}/auth/ghl/callback`,
      BRIDGE_KEYS: bridgeKeys,
      BRIDGE_AGENCIES: source.BRIDGE_AGENCIES,
      TOKEN_ENCRYPTION_KEYS: source.TOKEN_ENCRYPTION_KEYS || `first:${secrets.tokenEncryptionKey}`,
      GHL_CLIENT_SECRET: app.secret,
    }),
    api: defined({ ...backendRole, ...pick(source, apiOnly), PORT: String(at.ports.api) }),
    worker: defined(backendRole),
  };
}

/** Needs no database, so it can come up first. */
export function sandboxEnvironment(
  source: Variables,
  secrets: Secrets,
  at: Pick<Addresses, 'host' | 'ports' | 'oauthPublicUrl'> & { dataDir: string },
): Record<string, string> {
  const app = clientOf(source, secrets, true);
  return defined({
    ...pick(source, everyRole),
    HOST: at.host,
    SANDBOX_PORT: String(at.ports.sandbox),
    SANDBOX_DATA_DIR: at.dataDir,
    SANDBOX_EVENT_URL: `http://${reachable(at.host)}:${at.ports.api}/webhooks/ghl`,
    GHL_CLIENT_ID: app.id,
    GHL_CLIENT_SECRET: app.secret,
    OAUTH_PUBLIC_URL: at.oauthPublicUrl,
  });
}

/** The app at GHL: the one named, else (at the sandbox only) the one made at the first start. */
const clientOf = (source: Variables, secrets: Secrets, isSandbox: boolean) => ({
  id: source.GHL_CLIENT_ID || (isSandbox ? secrets.sandboxClientId : undefined),
  secret: source.GHL_CLIENT_SECRET || (isSandbox ? secrets.sandboxClientSecret : undefined),
});

/** The id of the API backend that start brings up, at the OAuth service. */
const backendId = 'main';

const words = (text: string): string[] => text.trim().split(/\s+/);
const everyRole = words(`
  PATH HOME LANG TZ TMPDIR NODE_ENV NODE_OPTIONS NODE_COMPILE_CACHE LOG_LEVEL
  HTTP_PROXY HTTPS_PROXY NO_PROXY NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR`);
const backendOnly = words(`
  GHL_SSO_KEY GITHUB_CLIENT_ID GITHUB_CLIENT_SECRET GITHUB_API_URL SMTP_URL`);
/** The workers ask no language model. */
const apiOnly = words('OPENAI_API_KEY OPENAI_BASE_URL OPENAI_MODEL');

/** A host's name for a browser on this machine, for one to listen on. */
export const browsable = (host: string): string =>
  /^(127\.|0\.0\.0\.0$|::1?$|localhost$)/.test(host) ? 'localhost' : reachable(host);

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
