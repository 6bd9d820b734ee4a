import { authorAnswer } from '@groundwork/shared/author';
import type { PromptParts, PromptTask } from './build-prompt.ts';
import { conventions } from './conventions.ts';
import { delimit } from './delimit.ts';
import { describeLibrary, type LibraryDigest, ownDigest } from './library-digest.ts';
import { commonRules } from './rules.ts';

type AuthorTask = Extract<PromptTask, { task: 'author' }>;

const instructions = `# Your task: write
Turn the goal into changes to the blueprint (block "blueprint"; where there is none, you make a new one and give it a name and a description).
- Answer in the given form only. Start from the library where a trade is near: take what fits, in the goal's own words, and leave the rest. Without a trade make what the goal names.
- Existing blueprint: give only what is new or changes. Keep addresses and all the goal does not speak of. To change a resource, give its address and every attribute a new one needs; what is null stays. A list (stages, options, prices) is given whole. Take out only what the goal asks to take out, by "remove".
- Everything the goal names must be there, under that name: each tag, stage, field, calendar, price and duration.
- Ask back only when the goal lacks something nobody could sensibly assume, such as what kind of business it is when nothing tells, or two wishes that exclude each other: at most three questions with likely answers, and then no proposal. Never ask about names, prices, hours or contacts: those are variables. Where "answers" stand, do not ask the same again.
- notes: what you took for granted, and each thing a person has to do by hand. summary: two or three plain sentences. Both, and all names, in the language of the goal.
- If you are told of faults afterwards, answer with the whole corrected answer in the same form.`;

const maxOutputTokens = 12_000;

export const authorSystem = (library: LibraryDigest = ownDigest()): string =>
  [
    commonRules(),
    conventions,
    `# The library: to start from\nWords in <> stand for the trade's own, such as Visit or Customer.\n\n${describeLibrary(library)}`,
    instructions,
  ].join('\n\n');

export function authorPrompt({ goal, source, answers = [], library }: AuthorTask): PromptParts {
  const content = delimit([
    ...(source.trim() === '' ? [] : [{ name: 'blueprint', content: source } as const]),
    ...(answers.length === 0 ? [] : [{ name: 'answers', content: answers.map(replyText).join('\n') } as const]),
    { name: 'goal', content: goal },
  ]);
  return { system: authorSystem(library), content, form: authorAnswer(), maxOutputTokens };
}

const replyText = (reply: { question: string; answer: string }): string =>
  JSON.stringify({ question: reply.question, answer: reply.answer });
