import { ServiceError, wasNeverSent } from '@groundwork/integrations';
import type { CompletionRequest, TokenUsage } from '@groundwork/integrations/openai';
import type { Prompt } from './prompts/build-prompt.ts';

/** Counts what a provider may bill and tells nobody: answers that broke off. */
export interface TokenMeter {
  /** The answer so far. Shorter than before, it began anew. */
  hear(text: string): void;
  /** All that a completed call used. */
  withLost(usage: TokenUsage): TokenUsage;
  /** What a failed or cancelled call used, as far as anybody can tell; null where the provider certainly did not begin. */
  ofFailure(error: unknown): TokenUsage | null;
}

export function createTokenMeter(inputTokens: number): TokenMeter {
  let said = '';
  let lost = { calls: 0, outputTokens: 0 };
  const estimate = (calls: number, outputTokens: number): TokenUsage => ({
    inputTokens: calls * inputTokens,
    cachedInputTokens: 0,
    outputTokens,
    estimated: true,
  });
  return {
    hear(text) {
      if (text.length < said.length) lost = { calls: lost.calls + 1, outputTokens: lost.outputTokens + tokensOf(said) };
      said = text;
    },
    withLost(usage) {
      if (lost.calls === 0) return usage;
      const more = estimate(lost.calls, lost.outputTokens);
      return {
        ...more,
        inputTokens: usage.inputTokens + more.inputTokens,
        cachedInputTokens: usage.cachedInputTokens,
        outputTokens: usage.outputTokens + more.outputTokens,
      };
    },
    ofFailure(error) {
      const isSpent = said !== '' || !isRefusal(error);
      if (!isSpent && lost.calls === 0) return null;
      return estimate(lost.calls + (isSpent ? 1 : 0), lost.outputTokens + tokensOf(said));
    },
  };
}

/** The provider answered that it does not begin, or never heard of the call. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ServiceError &&
  (error.code === 'AI_REJECTED' || error.status !== undefined || wasNeverSent(error.cause));

export const promptTokens = (prompt: Prompt, messages: CompletionRequest['messages']): number =>
  tokensOf(prompt.system) +
  tokensOf(prompt.form ? JSON.stringify(prompt.form.schema) : '') +
  messages.reduce((sum, { content }) => sum + tokensOf(content) + 8, 0);

/** Above what a tokeniser makes of prose, YAML or JSON, in whatever script: it must hardly ever be too little. */
const tokensOf = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);
