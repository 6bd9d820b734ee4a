import type { AppliedProposal, Proposal } from './types.ts';

/** A blueprint's text with the proposal's changes; comments and the order of the rest stay. An empty or unreadable text is begun anew. */
export function applyProposal(_source: string, _proposal: Proposal): AppliedProposal {
  throw new Error('not built');
}
