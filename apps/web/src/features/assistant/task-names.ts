import type { AssistantTask } from '@groundwork/shared/views';

export const taskNames: Record<AssistantTask, string> = {
  author: 'Write a blueprint',
  faults: 'Explain faults',
  improve: 'Suggest improvements',
  document: 'Describe for a client',
  explain: 'Answer a question',
};
