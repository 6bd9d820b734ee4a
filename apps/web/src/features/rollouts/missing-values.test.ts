import type { VariableView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { missingValues } from './missing-values.ts';

const variable = (name: string, changes: Partial<VariableView> = {}): VariableView => ({
  name,
  type: 'string',
  description: null,
  required: true,
  default: null,
  secret: false,
  ...changes,
});
const csv = 'location,name,phone,colour,key,var.name\nl1,One,+1,,,\nl2,Two,,red,,Two Ltd\n';

test('counts the chosen accounts to which neither a level nor this rollout gives a value', () => {
  const variables = [variable('phone'), variable('colour'), variable('motto', { required: false })];
  const known = { variables, locationIds: ['l1', 'l2'], csv };
  expect(missingValues({ ...known, given: new Map() })).toEqual([
    { name: 'phone', accounts: 1 },
    { name: 'colour', accounts: 1 },
  ]);
  expect(missingValues({ ...known, given: new Map([['l2', { phone: '+2' }]]) })).toEqual([
    { name: 'colour', accounts: 1 },
  ]);
});

test('does not take the name of an account for a variable called name', () => {
  const known = { variables: [variable('name')], locationIds: ['l1', 'l2'], csv, given: new Map() };
  expect(missingValues(known)).toEqual([{ name: 'name', accounts: 1 }]);
});

test('does not say of a secret that it is missing, unless every account is given one', () => {
  const known = { variables: [variable('key', { secret: true })], locationIds: ['l1'], csv };
  expect(missingValues({ ...known, given: new Map() })).toEqual([{ name: 'key', accounts: null }]);
  expect(missingValues({ ...known, given: new Map([['l1', { key: 'x' }]]) })).toEqual([]);
});
