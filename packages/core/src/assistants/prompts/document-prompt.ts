import type { PlanView } from '@groundwork/shared/views';
import type { PromptParts } from './build-prompt.ts';
import { delimit } from './delimit.ts';
import { planText } from './plan-text.ts';
import { commonRules } from './rules.ts';

const instructions = `# Your task: document
Describe the block "blueprint" or "plan" for the client who owns the business: plain words, no jargon, warm and short.
- Plain Markdown. First two sentences on what this is for; then short sections with what the client will find in the account (what it is called there, what it is good for, what may be edited and what is kept up by the agency); last what a person still has to do by hand.
- A plan: what will be added, changed, taken away and kept as the client made it, with the exact names; deletions plainly, with what is lost. A plan has not been carried out: write what will happen, never that it has.
- Say only what stands in the block. No addresses, kinds or YAML, no promises, no prices or dates that are not there. "you" is the client.
- At most 600 words, in the language of the texts in the block.`;

const maxOutputTokens = 2_500;

/** Of a blueprint's text, or of a plan. */
export const documentPrompt = ({ source, plan }: { source?: string; plan?: PlanView | undefined }): PromptParts => ({
  system: [commonRules(), instructions].join('\n\n'),
  content: delimit([plan ? { name: 'plan', content: planText(plan) } : { name: 'blueprint', content: source ?? '' }]),
  maxOutputTokens,
});
