import type { AssistantStatusView } from '@groundwork/shared/views';
import { describe, expect, test } from 'vitest';
import { isModelUp, originText, statusText } from './origin-text.ts';

const usage = { inputTokens: 1_800, cachedInputTokens: 1_024, outputTokens: 300, costMicros: 450 };
const model = 'gpt-4o-mini';

describe('who answered', () => {
  test('names the model, what it took, and that it had to correct itself', () => {
    const origin = { source: 'model', model, fallback: null } as const;
    expect(originText({ origin, attempts: 1, usage })).toEqual([model, '2,100 tokens, $0.00045']);
    expect(originText({ origin, attempts: 3, usage: { ...usage, costMicros: null } })).toEqual([
      model,
      '2,100 tokens, cost unknown',
      'corrected itself 2 times',
    ]);
  });

  test('never lets the composer pass for a language model, and counts what failed before it', () => {
    const origin = { source: 'offline', model: null, fallback: 'It was down.' } as const;
    expect(originText({ origin, attempts: 3, usage })).toEqual([
      'The composer, which is not a language model',
      '2,100 tokens, $0.00045',
    ]);
  });
});

describe('who would answer', () => {
  const models = { author: model, improve: model, faults: 'nano', document: 'nano', explain: 'nano' };
  const budget = { limitTokens: 100, usedTokens: 10, heldTokens: 0, resetsAt: '2026-12-01T00:00:00.000Z' };
  const up: AssistantStatusView = { provider: 'model', models, health: 'up', budget };

  test('is one model for writing and another for prose', () => {
    expect(statusText(up)).toBe('gpt-4o-mini writes, nano explains.');
    expect(isModelUp(up)).toBe(true);
  });

  test.each([
    ['no model is set up', { ...up, provider: 'offline', models: null } as const, 'No language model is set up'],
    ['the provider is down', { ...up, health: 'down' } as const, 'does not answer'],
    ['the month is spent', { ...up, budget: { ...budget, usedTokens: 100 } }, 'used up'],
    ['the limit is nothing', { ...up, budget: { ...budget, limitTokens: 0 } }, 'lets no language model'],
  ])('is the composer where %s, and it says what it is not', (_, status, words) => {
    expect(statusText(status)).toContain(words);
    expect(statusText(status)).toContain('not a language model');
    expect(isModelUp(status)).toBe(false);
  });
});
