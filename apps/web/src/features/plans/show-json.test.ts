import { expect, test } from 'vitest';
import { showJson } from './show-json.ts';

test.each([
  ['Delta Dental', 'Delta Dental'],
  ['', '""'],
  [' padded', '" padded"'],
  ['12', '"12"'],
  [12, '12'],
  ['true', '"true"'],
  [true, 'true'],
  [null, 'none'],
  [[], '[]'],
  [['None', 'Mild'], 'None, Mild'],
  [{ a: 1 }, '{"a":1}'],
])('%j is shown as %s', (value, text) => {
  expect(showJson(value)).toBe(text);
});
