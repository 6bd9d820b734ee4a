/** Why nothing came, in a line: `fetch failed` says nothing, its cause does. */
export function reasonOf(error: unknown): string {
  for (let at = error, depth = 0; depth < 4 && at instanceof Error; at = at.cause, depth++)
    if (!(at.cause instanceof Error)) return plain('code' in at ? `${at.message} (${String(at.code)})` : at.message);
  return 'no connection';
}

/** OpenSSL says where in its sources it was, and ends the line. */
const plain = (message: string): string =>
  message
    .replace(/[0-9A-F]+:error:[0-9A-F]+:([^:]*):[^:]*:([^:]*):\S*/i, '$1: $2')
    .replaceAll(/\s+/g, ' ')
    .replace(/ ?[.:]$/, '');
