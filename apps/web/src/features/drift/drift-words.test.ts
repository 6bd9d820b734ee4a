import type { DriftWhat } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { factText } from './drift-words.ts';

test.each<[DriftWhat, string | null, string]>([
  ['missing', null, 'custom field Budget is missing'],
  ['missing', 'options[High]', 'custom field Budget lacks high'],
  ['edited', 'placeholder', 'placeholder of custom field Budget was changed'],
  ['edited', null, 'custom field Budget was changed'],
  ['recreated', null, 'custom field Budget was deleted and made anew'],
])('says of what is %s, at %s, what is so', (what, path, text) => {
  expect(factText({ kind: 'customField', title: 'Budget', what, path })).toBe(text);
});
