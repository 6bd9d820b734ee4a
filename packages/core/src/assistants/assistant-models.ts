import { type AssistantTask, assistantTasks } from '@groundwork/shared/views';

/** Prose needs less than a blueprint does: there a cheaper model serves. */
const usual: Record<AssistantTask, string> = {
  author: 'gpt-4o-mini',
  improve: 'gpt-4o-mini',
  faults: 'gpt-4.1-nano',
  document: 'gpt-4.1-nano',
  explain: 'gpt-4.1-nano',
};

/**
 * Which model serves which task, as OPENAI_MODEL says it: one for all (`gpt-4o-mini`), by task (`author=gpt-4o,explain=gpt-4.1-nano`),
 * or both (`gpt-4o-mini,author=gpt-4o`). Empty: the usual ones.
 */
export function readAssistantModels(text: string): { models: Record<AssistantTask, string>; faults: string[] } {
  const models = { ...usual };
  const faults: string[] = [];
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const model of entries.filter((entry) => !entry.includes('=')))
    for (const task of assistantTasks) models[task] = model;
  for (const entry of entries.filter((each) => each.includes('='))) {
    const [name = '', model = ''] = entry.split(/=(.*)/s).map((part) => part.trim());
    const task = assistantTasks.find((known) => known === name);
    if (task && model) models[task] = model;
    else faults.push(`"${entry}" must be a model, or task=model with one of the tasks ${assistantTasks.join(', ')}`);
  }
  return { models, faults };
}
