import { expect, test } from 'vitest';
import { readLimit } from './read-limit.ts';

test.each([
  ['5,000,000', 5_000_000],
  ['5 000 000', 5_000_000],
  ['0', 0],
  ['2.5M', 2_500_000],
  ['800k', 800_000],
])('%s is a limit', (text, tokens) => {
  expect(readLimit(text)).toEqual({ ok: true, tokens });
});

test.each(['', '-1', 'much', '1e9', '2000000000'])('%j is none, and it says what one is', (text) => {
  expect(readLimit(text)).toMatchObject({ ok: false, fault: expect.stringMatching(/tokens/) });
});
