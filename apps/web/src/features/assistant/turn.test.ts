import { expect, test } from 'vitest';
import { newTurn, shortTitle, withEvent } from './turn.ts';

const asked = newTurn({
  id: 1,
  request: { task: 'improve', source: 'a' },
  title: 'Improve',
  base: 'a',
  startedAtMs: 0,
});

test('a step that is said twice stands once', () => {
  const step = { type: 'step', text: 'Asking gpt-4o-mini' } as const;
  const turn = [step, step, { type: 'step', text: 'Checking' } as const].reduce(withEvent, asked);
  expect(turn.steps).toEqual(['Asking gpt-4o-mini', 'Checking']);
});

test('a draft that begins anew takes the place of the one before', () => {
  const events = ['name: A', 'name: A\nresources:', 'na'].map((source) => ({ type: 'draft', source }) as const);
  expect(events.reduce(withEvent, asked)).toMatchObject({ draft: 'na', end: null });
});

test('a long goal is named by its first line, cut at a word', () => {
  expect(shortTitle('A dental clinic')).toBe('A dental clinic');
  expect(shortTitle('A dental clinic\nwith two chairs')).toBe('A dental clinic …');
  expect(shortTitle('A dental clinic with two chairs', 20)).toBe('A dental clinic …');
});
