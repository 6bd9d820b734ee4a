/** What clients of an older release still use, and what goes: said at least 90 days ahead. */
export interface Deprecation {
  /** As a break of the contract says it: a procedure, and what of it, e.g. `jobs.get output.log`. */
  what: string;
  /** ISO dates: since when it is said, and from when on it may be gone. */
  announced: string;
  from: string;
  /** What to do instead, as a sentence. */
  instead: string;
}

export const deprecations: readonly Deprecation[] = [];

/**
 * What an answer of these procedures carries: since when (RFC 9745), until when (RFC 8594), and the words in a warning, as Kubernetes
 * says it to its clients.
 */
export function deprecationHeaders(
  procedures: readonly string[],
  known: readonly Deprecation[] = deprecations,
): Record<string, string> {
  const [first, ...others] = known.filter(({ what }) => procedures.includes(what.split(' ')[0] ?? ''));
  if (!first) return {};
  const words = [first, ...others].map(
    ({ what, from, instead }) => `${what} is deprecated and may be gone from ${from} on. ${instead}`,
  );
  return {
    deprecation: `@${Math.floor(Date.parse(first.announced) / 1000)}`,
    sunset: new Date(first.from).toUTCString(),
    warning: words.map((text) => `299 - ${JSON.stringify(text)}`).join(', '),
  };
}
