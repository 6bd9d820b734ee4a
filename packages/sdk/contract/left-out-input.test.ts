import { expect, test } from 'vitest';
import type { Contract, Schema } from './contract.ts';
import { findBreaks } from './find-breaks.ts';
import { readInputs } from './read-inputs.ts';

const contract = (input: Schema | null): Contract => ({
  release: 'any',
  procedures: { p: { type: 'query', input, output: null } },
});
const page: Schema = { type: 'object', properties: { offset: { type: 'integer' } } };
const optional: Schema = { ...page, mayBeLeftOut: true };

test.each<[string, Schema | null, Schema | null, string[]]>([
  ['a procedure that took nothing may take something that can be left out', null, optional, []],
  ['and nothing that cannot', null, page, ['p input: is required now']],
  ['what could be left out still can be', optional, page, ['p input: is required now']],
  ['what had to be said may be left out', page, optional, []],
])('%s', (_, then, now, found) => {
  expect(findBreaks(contract(then), contract(now))).toEqual(found);
});

test('it is read from the router which inputs can be left out', () => {
  const inputs = readInputs();
  expect(inputs['drift.get']?.input).toHaveProperty('mayBeLeftOut', true);
  expect(inputs['drift.cause']?.input).not.toHaveProperty('mayBeLeftOut');
});
