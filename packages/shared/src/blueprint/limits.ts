/** Of the UTF-8 text. */
export const maxBlueprintBytes = 1024 * 1024;
export const maxDepth = 32;
/** What the reader cuts a text into; a full-sized blueprint has some 300,000. More would only keep a server busy. */
export const maxLexemes = 500_000;
export const maxResources = 2_000;
/** Of a list variable. */
export const maxListItems = 500;
/** More faults than this are not listed: the first ones explain the rest. */
export const maxIssues = 100;

/** Length in UTF-8, without making the bytes. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    // Each half of a surrogate pair counts two of the pair's four bytes.
    bytes += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

export const isTooLarge = (source: string): boolean => utf8Bytes(source) > maxBlueprintBytes;
