import { expect, test } from 'vitest';
import { between } from './use-chosen.ts';

const shown = ['a', 'b', 'c', 'd'];

test.each([
  ['downwards', 'b', 'd', ['b', 'c', 'd']],
  ['upwards', 'c', 'a', ['a', 'b', 'c']],
  ['from itself', 'b', 'b', ['b']],
  ['from nothing', null, 'c', ['c']],
  ['from what is shown no more', 'z', 'c', ['c']],
])('a range %s holds both its ends', (_, from, to, found) => {
  expect(between(shown, from, to)).toEqual(found);
});
