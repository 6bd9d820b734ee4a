import type { DeclaredResource } from '../../blueprint/declared-resources.ts';
import type { Blueprint } from '../../blueprint/types.ts';
import type { AssistantSuggestion } from '../../views/assistant.ts';
import type { Proposal } from '../types.ts';

export interface Reviewed {
  blueprint: Blueprint;
  resources: readonly DeclaredResource[];
}

export type Finding = Omit<AssistantSuggestion, 'source'> & {
  /** What would mend it; null where a person has to decide how. */
  change: Partial<Proposal> | null;
};

export type Rule = (reviewed: Reviewed) => Finding[];
