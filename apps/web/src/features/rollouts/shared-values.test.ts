import type { VariableView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { entryOf, givenTo, readShared, withoutSecrets } from './shared-values.ts';

const variable = (name: string, type: VariableView['type']): VariableView => ({
  name,
  type,
  description: null,
  required: true,
  default: null,
  secret: false,
});
const variables = [
  variable('city', 'string'),
  variable('price', 'number'),
  variable('open', 'boolean'),
  variable('days', 'list'),
];

test('reads each field as its variable’s type, and gives nothing for an empty one', () => {
  const form = { city: 'Chicago', price: ' 99.5 ', open: 'no', days: 'Mon\n\n Tue ', other: 'of another blueprint' };
  expect(readShared(variables, form)).toEqual({
    values: { city: 'Chicago', price: 99.5, open: false, days: ['Mon', 'Tue'] },
    faults: {},
  });
  expect(readShared(variables, { city: ' ', price: '' })).toEqual({ values: {}, faults: {} });
  expect(readShared(variables, { price: 'ten' })).toEqual({ values: {}, faults: { price: 'Write a number' } });
});

test('what one account is given goes before what all are', () => {
  const own = new Map([['b', { city: 'Gary' }]]);
  expect([...givenTo(['a', 'b'], { city: 'Chicago', price: 1 }, own)]).toEqual([
    ['a', { city: 'Chicago', price: 1 }],
    ['b', { city: 'Gary', price: 1 }],
  ]);
  expect(givenTo(['a', 'b'], {}, own)).toBe(own);
});

test('a secret is given, and kept nowhere', () => {
  const key: VariableView = { ...variable('key', 'string'), secret: true };
  const form = { city: 'Chicago', [entryOf(key)]: 'hush' };
  expect(readShared([...variables, key], form).values).toEqual({ city: 'Chicago', key: 'hush' });
  expect(withoutSecrets(form)).toEqual({ city: 'Chicago' });
  expect(readShared([{ ...key, secret: false }], form).values).toEqual({});
});
