import { expect, test } from 'vitest';
import { explainConnect } from './connect-outcomes.ts';
import { connectResults } from './connect-results.ts';

test.each(connectResults)('%s says what happened and what to do next', (result) => {
  const { title, what, next } = explainConnect(result, null);
  expect(title).not.toBe('');
  expect(what).toMatch(/\.$/);
  expect(next).toMatch(/\.$/);
});

test('a known cause of a failure is named, an unknown one is not invented', () => {
  expect(explainConnect('failed', 'GHL_UNAVAILABLE').what).toContain('GoHighLevel does not answer');
  expect(explainConnect('failed', 'toString').what).toContain('Something went wrong');
});

test('who chose a sub-account where the agency was meant is told so', () => {
  expect(explainConnect('other-account', 'LOCATION_INSTEAD').what).toContain('a single sub-account was chosen');
});
