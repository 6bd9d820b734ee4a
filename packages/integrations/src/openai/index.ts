export { createOpenai, type OpenaiOptions } from './create-openai.ts';
export type { AttemptListener, Completion, CompletionRequest, LanguageModel, TokenUsage } from './language-model.ts';
export { costMicros } from './prices.ts';
export { estimateTokens } from './token-usage.ts';
