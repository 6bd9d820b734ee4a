import type { AssistantQuestion } from '@groundwork/shared/views';

type Change = { resources: object[]; name?: string; description?: string };

const changeOf = ({ resources, name, description }: Change) => ({
  name: name ?? null,
  description: description ?? null,
  variables: [],
  resources,
  remove: [],
});

const answered = { questions: [], proposal: null, summary: '', notes: [] };

/** What a language model says that was asked to write, and does. */
export const writes = (change: Change, words: { summary: string; notes?: string[] }): string =>
  JSON.stringify({ ...answered, proposal: changeOf(change), ...words });

/** One that asks back. */
export const asksBack = (questions: AssistantQuestion[]): string => JSON.stringify({ ...answered, questions });

interface Advice {
  title: string;
  why: string;
  reason: string;
  addresses: string[];
  change: Change | null;
}

/** One that was asked what could be better. */
export const suggests = (suggestions: Advice[]): string =>
  JSON.stringify({
    suggestions: suggestions.map((advice) => ({ ...advice, change: advice.change && changeOf(advice.change) })),
  });
