import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the Ed25519 pair once and keeps it in the folder (0600). The public key is SPKI in base64, as GHL prints its own. */
export function ensureWebhookKeys(dataDir: string): { publicKey: string } {
  return { publicKey: publicKeyOf(loadWebhookKey(dataDir)) };
}

/** The private key of the folder, made on first use; without a folder a new one each time. */
export function loadWebhookKey(dataDir?: string): KeyObject {
  if (!dataDir) return generateKeyPairSync('ed25519').privateKey;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'webhook-signing-key.pem');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  });
  try {
    // A link appears whole or not at all, and never over another process's key.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft);
  }
  return createPrivateKey(readFileSync(file));
}

export const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
