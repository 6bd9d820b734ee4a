import { expect, test } from 'vitest';
import { pathLabel, propertyLabel } from './property-label.ts';

test('a property is named in words', () => {
  expect([propertyLabel('eventTitle'), propertyLabel('name')]).toEqual(['Event title', 'Name']);
});

test.each([
  ['slotDuration', 'Slot duration'],
  ['stages[New lead].winProbability', 'New lead: win probability'],
  ['stages[A [b].c] d]', 'A [b].c] d'],
])('%s is called "%s"', (path, label) => {
  expect(pathLabel(path)).toBe(label);
});
