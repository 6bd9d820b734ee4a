import { improveAnswer } from '@groundwork/shared/author';
import type { PromptParts, PromptTask } from './build-prompt.ts';
import { conventions } from './conventions.ts';
import { delimit } from './delimit.ts';
import { commonRules } from './rules.ts';

type ImproveTask = Extract<PromptTask, { task: 'improve' }>;

const instructions = `# Your task: improve
Suggest how to make the blueprint (block "blueprint") better: what is risky (data would be lost, a lifecycle is missing), what is there twice, what breaks a convention, what such an account usually needs and lacks.
- Answer in the given form only, the most useful first, at most ten. Each suggestion stands for itself: its change must be right without the others.
- The block "findings" holds what was found without you. Leave those out; say what a practised person sees beyond them.
- A change gives only what is new or changes, by address; what is null stays; lists are given whole. null as the change where a person has to decide how.
- Do not rename or remove what a client may use without saying what is lost. Suggest nothing for its own sake: no suggestion is a good answer too.
- Name addresses exactly as they stand. Write in the language of the blueprint's description.
- If you are told of faults afterwards, answer with the whole corrected answer in the same form.`;

const maxOutputTokens = 8_000;
/** A finding may be about every resource there is: the first ones tell which. */
const maxAddresses = 20;

export const improvePrompt = ({ source, review = [] }: ImproveTask): PromptParts => ({
  system: [commonRules(), conventions, instructions].join('\n\n'),
  content: delimit([
    { name: 'blueprint', content: source },
    {
      name: 'findings',
      content:
        review
          .map(({ title, addresses }) => JSON.stringify({ title, addresses: addresses.slice(0, maxAddresses) }))
          .join('\n') || 'none',
    },
  ]),
  form: improveAnswer(),
  maxOutputTokens,
});
