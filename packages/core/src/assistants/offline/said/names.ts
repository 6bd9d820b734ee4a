/** A name as somebody said it, fit to stand in a blueprint; null where nothing of it can. */
export function nameFrom(written: string, maxCharacters = 60): string | null {
  const plain = written
    .replaceAll(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}\s&'’,/+%#€£$?!().:-]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s,.;:!?()/+&-]+|[\s,.;:(/+&-]+$/g, '')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(plain) || looksSecret(plain)) return null;
  const short = plain.length <= maxCharacters ? plain : plain.slice(0, plain.lastIndexOf(' ', maxCharacters)).trim();
  return short === '' || short.length > maxCharacters ? null : short;
}

/** `date of birth` → `Date of birth`; `HVAC tune-up` stays. */
export const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Long runs without a space are keys or noise, never names. */
const looksSecret = (text: string): boolean => text.split(' ').some((word) => word.length > 28);
