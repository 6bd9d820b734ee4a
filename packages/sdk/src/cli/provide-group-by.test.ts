import { expect, test } from 'vitest';
import { groupBy } from './provide-group-by.ts';

test('what Node 20 is given groups as Map.groupBy does', () => {
  const words = ['ab', 'c', 'de', 'f', ''];
  expect([...groupBy(words, ({ length }) => length)]).toEqual([...Map.groupBy(words, ({ length }) => length)]);
});
