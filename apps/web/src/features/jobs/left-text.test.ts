import { expect, test } from 'vitest';
import { leftText } from './left-text.ts';

test('says how many steps are left to a person, and what waits for them', () => {
  expect(leftText({ manual: 1, waiting: 0 })).toBe('1 step left to a person');
  expect(leftText({ manual: 1, waiting: 1 })).toBe('1 step left to a person, 1 more waits for it');
  expect(leftText({ manual: 2, waiting: 9 })).toBe('2 steps left to a person, 9 more wait for them');
});
