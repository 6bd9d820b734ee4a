/** An answer's body: JSON, or why there is none. */
export interface AnswerBody {
  json?: unknown;
  problem: 'empty' | 'html' | 'not-json' | null;
}

/** GHL and the network in front of it answer HTML or nothing at times, also with a 2xx status. */
export function readBody(text: string): AnswerBody {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'empty' };
  if (trimmed.startsWith('<')) return { problem: 'html' };
  try {
    return { json: JSON.parse(trimmed), problem: null };
  } catch {
    return { problem: 'not-json' };
  }
}

export const traceIdOf = (json: unknown): string | undefined =>
  json !== null && typeof json === 'object' && 'traceId' in json && typeof json.traceId === 'string'
    ? json.traceId
    : undefined;
