import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a first run makes for itself. In production these come from the environment. */
export type Secrets = {
  /** 32 bytes, base64. Shared by the API backend and the OAuth service. */
  bridgeKey: string;
  /** 32 bytes, base64. The OAuth service alone reads it. */
  tokenEncryptionKey: string;
  postgresPassword: string;
  apiDatabasePassword: string;
  oauthDatabasePassword: string;
  /** Of the sandbox's own app. Has the form GHL gives them: `<app id>-<suffix>`. */
  sandboxClientId: string;
  sandboxClientSecret: string;
};

/** The secrets of a data folder, made once. Data without them is never given new ones: its tokens could not be read again. */
export function loadSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const data = ['postgres', 'sandbox'].map((name) => join(dataDir, name)).find((path) => existsSync(path));
  if (data)
    throw new Error(
      `${file} is missing, but there is data in ${data}. Bring that file back from your backup, or remove ${dataDir} to begin without data.`,
    );
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(newSecrets(), null, 2)}\n`, { mode: 0o600, flush: true });
  linkSync(draft, file);
  rmSync(draft);
  return readSecrets(file);
}

function newSecrets(): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  return {
    bridgeKey: randomBytes(32).toString('base64'),
    tokenEncryptionKey: randomBytes(32).toString('base64'),
    postgresPassword: password(),
    apiDatabasePassword: password(),
    oauthDatabasePassword: password(),
    sandboxClientId: `${randomBytes(12).toString('hex')}-${randomBytes(4).toString('hex')}`,
    sandboxClientSecret: randomBytes(16).toString('hex'),
  };
}

function readSecrets(file: string): Secrets {
  const unreadable = new Error(
    `${file} is damaged. Bring it back from your backup; new keys could not read the data that is there.`,
  );
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw unreadable;
  }
  const found = new Map(content && typeof content === 'object' ? Object.entries(content) : []);
  const names = Object.keys(newSecrets());
  if (!names.every((name) => typeof found.get(name) === 'string' && found.get(name) !== '')) throw unreadable;
  return content as Secrets;
}
