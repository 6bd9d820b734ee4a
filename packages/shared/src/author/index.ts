export type * from './types.ts';
export { applyProposal } from './apply-proposal.ts';
export { authorAnswer, improveAnswer } from './answer-forms.ts';
export { draftPlan } from './draft-plan.ts';
export { draftSource } from './draft-source.ts';
export { proposalOf } from './proposal-of.ts';
export { reviewBlueprint } from './review-blueprint.ts';
