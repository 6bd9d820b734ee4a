import { verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** GHL docs: `X-GHL-Signature` is Ed25519 over the raw body, in base64; the literal `N/A` means unsigned. */
export function hasValidSignature(raw: Buffer, header: unknown, keys: readonly KeyObject[]): boolean {
  if (typeof header !== 'string' || header === '' || header === 'N/A') return false;
  const signature = Buffer.from(header, 'base64');
  return signature.length === 64 && keys.some((key) => verify(null, raw, key, signature));
}
