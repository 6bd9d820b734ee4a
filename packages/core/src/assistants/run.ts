import type {
  AssistantAnswer,
  AssistantContent,
  AssistantOrigin,
  AssistantTask,
  TokenUsageView,
} from '@groundwork/shared/views';
import type { EventFeed } from './event-feed.ts';

/** What one question leads to. */
export interface Run {
  id: string;
  task: AssistantTask;
  /** Calls of the model so far, and what they used. */
  attempts: number;
  usage: TokenUsageView;
  feed: EventFeed;
  signal: AbortSignal;
}

export const noUsage: TokenUsageView = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0 };

export const addUsage = (a: TokenUsageView, b: TokenUsageView): TokenUsageView => ({
  inputTokens: a.inputTokens + b.inputTokens,
  cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  costMicros: a.costMicros === null || b.costMicros === null ? null : a.costMicros + b.costMicros,
});

export const answerOf = (run: Run, content: AssistantContent, origin: AssistantOrigin): AssistantAnswer => ({
  ...content,
  runId: run.id,
  origin,
  attempts: run.attempts,
  usage: run.usage,
});
