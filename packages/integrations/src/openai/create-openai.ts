import type { ServiceMetrics } from '../service.ts';
import type { LanguageModel } from './language-model.ts';

export interface OpenaiOptions {
  apiKey: string;
  /** Left out: OpenAI's. Any server of the same shape (chat completions) may serve. */
  baseUrl?: string | undefined;
  metrics?: ServiceMetrics | undefined;
  /** Until the first piece of an answer, between two pieces, and for all of it. */
  timeouts?: { firstMs?: number; idleMs?: number; totalMs?: number } | undefined;
}

export function createOpenai(_options: OpenaiOptions): LanguageModel {
  throw new Error('not built');
}
