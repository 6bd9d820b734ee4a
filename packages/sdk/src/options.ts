/** Told what happens on the wire; nothing secret. */
export interface Logger {
  debug(message: string, details: Record<string, unknown>): void;
  /** What a person has to know: something that is used will go. Without it the console is told. */
  warn?(message: string, details: Record<string, unknown>): void;
}

export interface GroundworkOptions {
  /** Where Groundwork runs, e.g. `https://groundwork.example.com`. */
  url: string | URL;
  /** Made under Settings → API keys, or by `groundwork login`. */
  apiKey: string;
  /** In place of the global one. */
  fetch?: typeof globalThis.fetch;
  /** For one try of a call. 60 seconds unless told. */
  timeoutMs?: number;
  /** Tries after the first one. 3 unless told; 0: none. */
  maxRetries?: number;
  /** Names your program in the server's log, before this SDK, e.g. `nightly-drift/1.2`. A browser sends its own name instead. */
  userAgent?: string;
  /** Told what happens on the wire: each try that is sent again, and what will go. */
  logger?: Logger;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** For one try. */
  timeoutMs?: number | undefined;
  maxRetries?: number | undefined;
}

export interface MutationOptions extends CallOptions {
  /**
   * Names the call: for a day the same key with the same input is done once and answers the same. Made up where it is left out, and
   * kept over the tries of the call.
   */
  idempotencyKey?: string | undefined;
}
