import type { DraftPlanView } from '../views/assistant.ts';

/** What a valid blueprint would do in an empty account, with sample values for what it asks. */
export function draftPlan(_source: string): DraftPlanView {
  throw new Error('not built');
}
