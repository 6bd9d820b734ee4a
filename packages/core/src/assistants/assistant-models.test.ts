import { describe, expect, test } from 'vitest';
import { readAssistantModels } from './assistant-models.ts';

describe('which model serves which task', () => {
  test('is a cheaper one for prose where nothing is said', () => {
    expect(readAssistantModels('')).toEqual({
      models: {
        author: 'gpt-4o-mini',
        improve: 'gpt-4o-mini',
        faults: 'gpt-4.1-nano',
        document: 'gpt-4.1-nano',
        explain: 'gpt-4.1-nano',
      },
      faults: [],
    });
  });

  test('may be one for all, and others for some', () => {
    const { models, faults } = readAssistantModels(' author=ft:gpt-4o=x , llama3.1 ');
    expect(faults).toEqual([]);
    expect(models).toMatchObject({ author: 'ft:gpt-4o=x', improve: 'llama3.1', explain: 'llama3.1' });
  });

  test('is refused for a task nobody knows, with the tasks there are', () => {
    expect(readAssistantModels('write=gpt-4o').faults).toEqual([
      '"write=gpt-4o" must be a model, or task=model with one of the tasks author, faults, improve, document, explain',
    ]);
  });
});
