import type { LanguageModel } from '@groundwork/integrations/openai';
import type { AssistantSource, AssistantTask } from '@groundwork/shared/views';

/** What the assistant is made of. Without a model the composer answers, which is no language model. */
export interface AssistantParts {
  model: LanguageModel | null;
  /** Which model serves which task. */
  models: Record<AssistantTask, string>;
  /** Of an agency that has set no limit of its own. */
  monthlyTokens: number;
  metrics?: AssistantMetrics | undefined;
}

export interface AssistantMetrics {
  /** `outcome`: `answered`, `cancelled` or an error code; `source` is `none` where nobody answered. */
  question(task: AssistantTask, source: AssistantSource | 'none', outcome: string): void;
  tokens(model: string, kind: 'input' | 'cached-input' | 'output', count: number): void;
}
