import type { AssistantContent, TokenUsageView } from '../../packages/shared/src/views/assistant.ts';
import type { Brief } from './brief.ts';

/** Whoever is put to the test. */
export interface Answerer {
  /** As the table names it. */
  title: string;
  answer(brief: Brief): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  /** Null: it gave none; `failure` says why. */
  content: AssistantContent | null;
  failure: string | null;
  /** Calls of a model, and what they used. */
  attempts: number;
  usage: TokenUsageView;
}

export const noTokens: TokenUsageView = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0 };
