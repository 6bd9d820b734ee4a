import type { JsonObject } from '../json.ts';
import { textOf } from './text-of.ts';

/** GHL docs: a key is derived from the first name, lower-case with underscores: "Insurance Provider" → `insurance_provider`. */
export const keyFromName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');

/** `contact.pincode` and `{{ custom_values.pincode }}` both hold the key `pincode`. */
export const bareFieldKey = (fieldKey: string): string =>
  fieldKey
    .replaceAll(/[{}\s]/g, '')
    .split('.')
    .slice(1)
    .join('.');

/**
 * The key to match on, from either side. GHL freezes the key at the first name, so a renamed object is known by its key.
 * An object that was not renamed, or whose name GHL's rule for other alphabets is unknown, is known by its name:
 * that holds whatever GHL makes of hyphens and apostrophes.
 */
export function matchingKey({ name, fieldKey }: JsonObject): string {
  const fromName = keyFromName(textOf(name));
  if (typeof fieldKey !== 'string') return fromName;
  const frozen = bareFieldKey(fieldKey);
  const isRenamed = isAscii(fromName) && lettersOf(frozen) !== lettersOf(fromName);
  return isRenamed ? frozen : fromName;
}

const isAscii = (text: string): boolean => /^[a-z0-9_]*$/.test(text);
const lettersOf = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
