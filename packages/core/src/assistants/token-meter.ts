import { ServiceError, wasNeverSent } from '@groundwork/integrations';
import {
  type AttemptListener,
  type CompletionRequest,
  estimateTokens,
  type TokenUsage,
} from '@groundwork/integrations/openai';
import type { Prompt } from './prompts/build-prompt.ts';

/** Counts what a provider may bill and tells nobody: answers that broke off. */
export interface TokenMeter extends AttemptListener {
  /** The answer so far. */
  hear(text: string): void;
  /** All that a completed call used. */
  withLost(usage: TokenUsage): TokenUsage;
  /** What a failed or cancelled call used, as far as anybody can tell; null where the provider certainly did not begin. */
  ofFailure(): TokenUsage | null;
}

export function createTokenMeter(inputTokens: number): TokenMeter {
  let begun = 0;
  let said = '';
  let saidBefore = 0;
  const estimate = (attempts: number, outputTokens: number): TokenUsage => ({
    inputTokens: attempts * inputTokens,
    cachedInputTokens: 0,
    outputTokens,
    estimated: true,
  });
  return {
    begin() {
      begun += 1;
      saidBefore += estimateTokens(said);
      said = '';
    },
    fail(error) {
      if (said === '' && isRefusal(error)) begun -= 1;
    },
    hear: (text) => void (said = text),
    withLost(usage) {
      if (begun <= 1) return usage;
      const lost = estimate(begun - 1, saidBefore);
      return {
        ...lost,
        inputTokens: usage.inputTokens + lost.inputTokens,
        cachedInputTokens: usage.cachedInputTokens,
        outputTokens: usage.outputTokens + lost.outputTokens,
      };
    },
    ofFailure: () => (begun === 0 ? null : estimate(begun, saidBefore + estimateTokens(said))),
  };
}

/** The provider answered that it does not begin, or never heard of the call. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ServiceError ? error.code === 'AI_REJECTED' || (error.status ?? 0) >= 400 : wasNeverSent(error);

export const promptTokens = (prompt: Prompt, messages: CompletionRequest['messages']): number =>
  estimateTokens(prompt.system) +
  estimateTokens(prompt.form ? JSON.stringify(prompt.form.schema) : '') +
  messages.reduce((sum, { content }) => sum + estimateTokens(content) + 8, 0);
