import type OpenAI from 'openai';
import type { CompletionRequest, TokenUsage } from './language-model.ts';

/** Above what a tokeniser makes of prose, YAML or JSON, in whatever script: it must hardly ever be too little. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);

/** What the provider counted; some servers of its shape count nothing. */
export function readUsage(
  told: OpenAI.CompletionUsage | null | undefined,
  request: CompletionRequest,
  answer: string,
): TokenUsage {
  if (!told || !isCount(told.prompt_tokens) || !isCount(told.completion_tokens)) {
    return {
      inputTokens: estimateInputTokens(request),
      cachedInputTokens: 0,
      outputTokens: estimateTokens(answer),
      estimated: true,
    };
  }
  const cached = told.prompt_tokens_details?.cached_tokens;
  return {
    inputTokens: told.prompt_tokens,
    cachedInputTokens: isCount(cached) ? Math.min(cached, told.prompt_tokens) : 0,
    outputTokens: told.completion_tokens,
    estimated: false,
  };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const estimateInputTokens = ({ system, messages, form }: CompletionRequest): number =>
  [system, ...messages.map(({ content }) => content), form ? JSON.stringify(form.schema) : ''].reduce(
    (sum, text) => sum + estimateTokens(text),
    0,
  );
