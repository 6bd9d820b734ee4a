import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** SHA-256 as 64 hex digits: how states, cookies, tickets and refused tokens are remembered. */
export const sha256Hex = (value: string | Uint8Array): string => createHash('sha256').update(value).digest('hex');

/** 256 random bits, URL-safe. */
export const randomSecret = (): string => randomBytes(32).toString('base64url');

/** Compares two digests without telling by its duration where they differ. */
export function sameDigest(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
