import { createHash, randomBytes } from 'node:crypto';

/** GHL ids are 20 to 24 letters and digits; the same seed always gives the same id, so that tests can name things. */
export function fixedId(seed: string, length = 20): string {
  return toLetters(createHash('sha256').update(`groundwork-sandbox:${seed}`).digest(), length);
}

export function newId(length = 20): string {
  return toLetters(randomBytes(length), length);
}

export function newHexId(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 24);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function toLetters(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => alphabet[byte % alphabet.length]).join('');
}
