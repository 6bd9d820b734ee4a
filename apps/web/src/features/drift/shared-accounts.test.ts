import { expect, test } from 'vitest';
import { sharedAccounts } from './shared-accounts.ts';

const causeIn = (...names: string[]) => ({ examples: names.map((name) => ({ id: name.toLowerCase(), name })) });

test('those of one cause are all of its own', () => {
  expect(sharedAccounts([causeIn('A', 'B')]).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('those of several are what all of them name, in the order of the first', () => {
  const shared = sharedAccounts([causeIn('C', 'B', 'A'), causeIn('A', 'C'), causeIn('D', 'A', 'C')]);
  expect(shared.map(({ name }) => name)).toEqual(['C', 'A']);
});

test('causes with nothing in common, or none at all, share no account', () => {
  expect(sharedAccounts([causeIn('A'), causeIn('B')])).toEqual([]);
  expect(sharedAccounts([])).toEqual([]);
});
