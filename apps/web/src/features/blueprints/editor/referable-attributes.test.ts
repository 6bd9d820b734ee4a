import { kinds } from '@groundwork/shared/kinds';
import { expect, test } from 'vitest';
import { referableAttributes } from './referable-attributes.ts';

test('are those of the kinds', () => {
  const own = Object.values(kinds).map(({ name, referable }) => [name, referable]);
  expect(referableAttributes).toEqual(Object.fromEntries(own));
});
