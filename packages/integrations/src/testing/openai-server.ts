/** What a test lets the model say: a text, or whatever goes wrong. */
export type ScriptedAnswer = string | ((request: ChatRequest) => string) | OpenaiFault;

export type OpenaiFault =
  | { fault: 'status'; status: number; retryAfterSeconds?: number; code?: string }
  | { fault: 'slow'; firstMs: number; betweenMs?: number; text: string }
  /** The stream ends in the middle, without its last line. */
  | { fault: 'cut'; text: string }
  | { fault: 'refusal'; text: string }
  | { fault: 'length'; text: string }
  | { fault: 'content-filter' }
  /** The prompt comes back as the answer. */
  | { fault: 'echo' }
  /** Answers and never says how many tokens it took. */
  | { fault: 'no-usage'; text: string }
  /** Takes the request and never answers. */
  | { fault: 'hang' };

export interface ChatRequest {
  model: string;
  messages: { role: string; content: string }[];
  stream: boolean;
  schemaName: string | null;
  raw: Record<string, unknown>;
}

/** A server of the shape of OpenAI's chat completions, for tests: the real SDK talks to it over HTTP. */
export interface OpenaiServer {
  /** With `/v1`, as OPENAI_BASE_URL. */
  baseUrl: string;
  /** All it was asked, in order. */
  requests: ChatRequest[];
  /** Requests whose client went away before the end. */
  readonly aborted: number;
  /** For the next calls, one each; then `otherwise` holds again. */
  next(...answers: ScriptedAnswer[]): void;
  otherwise(answer: ScriptedAnswer): void;
  reset(): void;
  close(): Promise<void>;
}

export function openOpenaiServer(): Promise<OpenaiServer> {
  throw new Error('not built');
}
