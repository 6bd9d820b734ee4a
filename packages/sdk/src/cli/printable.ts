// C0 but tab and line feed, C1, and what turns the direction of a text.
const unprintable = /(?![\t\n])[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Names come from clients' accounts. Without this one of them could move the cursor, and so rewrite a plan on the screen. */
export function printable<T>(value: T): T {
  return clean(value) as T;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(unprintable, '\uFFFD');
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [clean(key), clean(item)]));
  return value;
}
