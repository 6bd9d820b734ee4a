import { randomInt } from 'node:crypto';
import { hashSecret, newSecret } from '../secrets.ts';

/** Without vowels, so that no code is a word, and without digits. RFC 8628, section 6.1. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const length = 8;

/** The long one is the CLI's alone; the short one, in halves, is what a person compares. */
export function newDeviceCodes(): { deviceCode: string; userCode: string } {
  const code = Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
  return { deviceCode: newSecret(), userCode: `${code.slice(0, length / 2)}-${code.slice(length / 2)}` };
}

/**
 * Of a code as a person writes it: case, dashes and blanks are nothing. That of a wish is another one than that of a sign-in: an API of
 * the release before finds no wish by it, and so cannot show it as a sign-in and have that approved.
 */
export function hashUserCode(written: string): { signIn: string; wish: string } {
  const code = written.toUpperCase().replaceAll(/[^A-Z]/g, '');
  return { signIn: hashSecret(code), wish: hashSecret(`wish ${code}`) };
}
