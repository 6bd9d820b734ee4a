import { expect, test } from 'vitest';
import { pathLabel, showValue } from './show-value.ts';

test.each([
  ['slotDuration', 'Slot duration'],
  ['stages[New lead].winProbability', 'New lead: win probability'],
  ['stages[A [b].c] d]', 'A [b].c] d'],
])('%s is called "%s"', (path, label) => {
  expect(pathLabel(path)).toBe(label);
});

test('text stays as it is written, numbers and lists are said in words', () => {
  expect(showValue('name', 'true')).toBe('"true"');
  expect(showValue('slotDuration', 30)).toBe('30 min');
  expect(showValue('stages[New lead].winProbability', 30)).toBe('30 %');
  expect(showValue('stages[Won]', { name: 'Won', winProbability: 100 })).toBe('Won · win probability 100 %');
  expect(showValue('value', null)).toBe('none');
});
