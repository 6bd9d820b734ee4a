import type { PromptParts, PromptTask } from './build-prompt.ts';
import { delimit } from './delimit.ts';
import { commonRules } from './rules.ts';

type ExplainTask = Extract<PromptTask, { task: 'explain' }>;

const instructions = `# Your task: explain
Answer the question (block "question") about a kind, a setting, the blueprint's format, or a feature of GHL, for somebody who runs a marketing agency.
- Plain Markdown, at most 300 words: what it is, what it is good for, how it is written in a blueprint (a small yaml code block) or, where it cannot be, where it is made by hand in GHL. Use the block "blueprint" for the example where the question is about something in it.
- Say only what you know. GHL changes: where you are not sure, say so, and where to look. Anything that has nothing to do with Groundwork, GHL or running client accounts you decline in one sentence.
- Write in the language of the question.`;

const maxOutputTokens = 1_500;

export const explainPrompt = ({ question, source }: ExplainTask): PromptParts => ({
  system: [commonRules(), instructions].join('\n\n'),
  content: delimit([
    ...(source.trim() === '' ? [] : [{ name: 'blueprint', content: source } as const]),
    { name: 'question', content: question },
  ]),
  maxOutputTokens,
});
