import { hashJson, type Issue, type JsonObject } from '@groundwork/shared';
import type { AssistantRequest, AssistantSuggestion, PlanView } from '@groundwork/shared/views';
import { authorPrompt } from './author-prompt.ts';
import { documentPrompt } from './document-prompt.ts';
import { explainPrompt } from './explain-prompt.ts';
import { faultsPrompt } from './faults-prompt.ts';
import { improvePrompt } from './improve-prompt.ts';
import type { LibraryDigest } from './library-digest.ts';

export { repairMessage } from './repair-message.ts';

/** A request, and what the task needs to know besides. Its texts have been through a mask: nothing here hides anything. */
export type PromptTask = AssistantRequest & PromptContext;

export interface PromptContext {
  /** Left out: what comes with Groundwork. */
  library?: LibraryDigest | undefined;
  plan?: PlanView | undefined;
  issues?: readonly Issue[] | undefined;
  /** What was found without a model. */
  review?: readonly AssistantSuggestion[] | undefined;
}

export interface Prompt {
  /** The same in every call of a task: what differs stands in the messages. */
  system: string;
  messages: { role: 'user' | 'assistant'; content: string }[];
  /** The answer must be of this form; left out: text. */
  form?: { name: string; version: string; schema: JsonObject };
  maxOutputTokens: number;
  /** Changes with the instructions, so that an answer to older ones is never taken from a cache. */
  version: string;
}

export function buildPrompt(task: PromptTask): Prompt {
  const { system, content, form, maxOutputTokens } = partsOf(task);
  return {
    system,
    messages: [{ role: 'user', content }],
    ...(form && { form: { name: form.name, version: form.version, schema: form.jsonSchema } }),
    maxOutputTokens,
    version: `${task.task}-${hashJson(system).slice(0, 12)}`,
  };
}

function partsOf(task: PromptTask): PromptParts {
  switch (task.task) {
    case 'author':
      return authorPrompt(task);
    case 'improve':
      return improvePrompt(task);
    case 'faults':
      return faultsPrompt(task);
    case 'document':
      return documentPrompt('planId' in task ? { plan: task.plan } : { source: task.source });
    case 'explain':
      return explainPrompt(task);
  }
}

/** What a task's own file says of its prompt. */
export interface PromptParts {
  system: string;
  content: string;
  form?: { name: string; version: string; jsonSchema: JsonObject };
  maxOutputTokens: number;
}
