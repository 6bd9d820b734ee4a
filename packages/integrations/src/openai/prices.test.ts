import { expect, it } from 'vitest';
import { costMicros } from './prices.ts';

const usage = { inputTokens: 1_000_000, cachedInputTokens: 0, outputTokens: 1_000_000, estimated: false };

it.each([
  ['gpt-4o-mini', 750_000],
  ['gpt-4o-mini-2024-07-18', 750_000],
  ['gpt-4o', 12_500_000],
  ['gpt-4o-2024-11-20', 12_500_000],
  ['gpt-4o-2024-05-13', 20_000_000],
  ['gpt-4.1-2025-04-14', 10_000_000],
  ['gpt-4.1-mini', 2_000_000],
  ['gpt-4.1-nano', 500_000],
])('a million tokens in and out of %s cost %i millionths of a dollar', (model, micros) => {
  expect(costMicros(model, usage)).toBe(micros);
});

it('counts cached tokens at their own price', () => {
  expect(costMicros('gpt-4o-mini', { ...usage, cachedInputTokens: 400_000, outputTokens: 0 })).toBe(120_000);
});

it('counts whole millionths', () => {
  expect(costMicros('gpt-4o-mini', { ...usage, inputTokens: 1, outputTokens: 1 })).toBe(1);
});

it.each(['llama3.1', 'gpt-4o-audio-preview', 'gpt-4o-mini-tts', 'toString'])('knows no price of %s', (model) => {
  expect(costMicros(model, usage)).toBeNull();
});
