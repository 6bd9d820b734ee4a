import { createPublicKey, type KeyObject, verify } from 'node:crypto';

/** GHL docs, Webhook Authentication Guide: the Ed25519 key behind `X-GHL-Signature`. */
export const publishedWebhookKey = 'MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=';

export interface WebhookKeys {
  keys: KeyObject[];
  /** Entries that are no key, counted from 1. */
  unreadable: number[];
}

/** Public keys, SPKI in base64, comma-separated: those of before stay valid while GHL changes to another. */
export function readWebhookKeys(text: string): WebhookKeys {
  const keys: KeyObject[] = [];
  const unreadable: number[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    if (entry.trim() === '') continue;
    try {
      keys.push(createPublicKey({ key: Buffer.from(entry.trim(), 'base64'), format: 'der', type: 'spki' }));
    } catch {
      unreadable.push(index + 1);
    }
  }
  return { keys, unreadable };
}

/**
 * GHL docs: `X-GHL-Signature` is Ed25519 over the raw body, `X-WH-Signature` the older RSA with SHA-256, both in base64; the
 * literal `N/A` means unsigned. Where the newer one is there it alone counts; the older one only where an RSA key is configured.
 */
export function hasValidSignature(
  raw: Buffer,
  headers: Readonly<Record<string, unknown>>,
  keys: readonly KeyObject[],
): boolean {
  const signed = headers['x-ghl-signature'];
  if (signed !== undefined) return isSignedBy(raw, signed, { keys, type: 'ed25519', algorithm: null });
  return isSignedBy(raw, headers['x-wh-signature'], { keys, type: 'rsa', algorithm: 'sha256' });
}

function isSignedBy(
  raw: Buffer,
  header: unknown,
  by: { keys: readonly KeyObject[]; type: 'ed25519' | 'rsa'; algorithm: 'sha256' | null },
): boolean {
  if (typeof header !== 'string' || header === '' || header === 'N/A') return false;
  const signature = Buffer.from(header, 'base64');
  return by.keys.some((key) => key.asymmetricKeyType === by.type && verify(by.algorithm, raw, key, signature));
}
