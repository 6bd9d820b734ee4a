import type { AccountView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { filterAccounts } from './filter-accounts.ts';

const account = (name: string, address: string | null, id: string): AccountView => ({
  id,
  name,
  address,
  state: 'active',
  group: null,
  lastJob: null,
});
const accounts = [account('Café Río', 'Austin, TX', 'locA'), account('Bright Smile Dental', null, 'locB')];
const found = (search: string) => filterAccounts(accounts, search).map(({ id }) => id);

test('an empty search keeps every account', () => {
  expect(found('  ')).toEqual(['locA', 'locB']);
});

test('accents and case do not matter', () => {
  expect(found('cafe rio')).toEqual(['locA']);
});

test('every word must occur, wherever it stands', () => {
  expect(found('austin café')).toEqual(['locA']);
  expect(found('austin dental')).toEqual([]);
});

test('an id finds its account', () => {
  expect(found('LOCB')).toEqual(['locB']);
});

test('a group finds its accounts', () => {
  const grouped = { ...account('Old Mill', null, 'locC'), group: { id: 'g', name: 'Dentists' } };
  expect(filterAccounts([...accounts, grouped], 'dentists').map(({ id }) => id)).toEqual(['locC']);
});
