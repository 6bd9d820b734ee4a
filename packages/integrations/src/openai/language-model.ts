import type { JsonObject } from '@groundwork/shared';
import type { Service } from '../service.ts';

/** A language model behind whatever provider. It gets texts and gives a text; it can do nothing else. */
export interface LanguageModel extends Service {
  /**
   * One answer. Rejects with a ServiceError: AI_UNAVAILABLE (outage, after its own retries), AI_REJECTED (key, model or request not
   * taken), or with the signal's reason. A refusal, or an answer cut at its limit, is an answer.
   */
  complete(request: CompletionRequest): Promise<Completion>;
}

export interface CompletionRequest {
  /** For metrics and messages, e.g. `author`. */
  operation: string;
  model: string;
  /** Equal in every call of an operation, so that the provider's own prompt cache serves it. */
  system: string;
  messages: readonly { role: 'user' | 'assistant'; content: string }[];
  /** The answer must be JSON of this schema (strict). Left out: text. */
  form?: { name: string; schema: JsonObject } | undefined;
  maxOutputTokens: number;
  /** Stands for the person towards the provider; never an e-mail address or an id of ours as it is. */
  userHash?: string | undefined;
  /** The whole answer so far. After a retry it begins anew. */
  onText?: ((text: string) => void) | undefined;
  /** Told of every attempt, for who counts what an answer that broke off may cost. */
  attempts?: AttemptListener | undefined;
  signal?: AbortSignal | undefined;
}

export interface AttemptListener {
  begin(): void;
  /** Not told where the caller left first. */
  fail(error: unknown): void;
}

export interface Completion {
  text: string;
  /** `length`: cut at `maxOutputTokens`. `refused`: `text` says why, in the model's words, or is empty. */
  finish: 'stop' | 'length' | 'refused';
  /** As the provider names it, e.g. with a date. */
  model: string;
  usage: TokenUsage;
  requestId: string | null;
}

export interface TokenUsage {
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  /** The provider told none: counted from the lengths of the texts. */
  estimated: boolean;
}
