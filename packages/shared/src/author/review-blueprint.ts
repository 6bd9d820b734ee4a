import type { AssistantSuggestion } from '../views/assistant.ts';

/** What a practised eye finds in a valid blueprint without asking anybody: duplicates, missing conventions, risky lifecycles. */
export function reviewBlueprint(_source: string): AssistantSuggestion[] {
  throw new Error('not built');
}
