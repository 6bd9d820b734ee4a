import type { BlueprintSummaryView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { filterBlueprints } from './filter-blueprints.ts';

const blueprint = (name: string, rest: Partial<BlueprintSummaryView> = {}): BlueprintSummaryView => ({
  id: `id-of-${name}`,
  name,
  description: null,
  latestVersion: 1,
  resourceCount: 0,
  kinds: {},
  updatedAt: '2026-11-21T12:00:00.000Z',
  ...rest,
});
const names = (search: string) => filterBlueprints(all, search).map(({ name }) => name);
const all = [
  blueprint('Gym', { description: 'Classes and memberships', kinds: { pipeline: 1, customField: 12 } }),
  blueprint('Dental clinic', { kinds: { tag: 3 } }),
];

test('finds by name, description and kind, in any case', () => {
  expect(names('GYM')).toEqual(['Gym']);
  expect(names('memberships')).toEqual(['Gym']);
  expect(names('custom fields')).toEqual(['Gym']);
});

test('every word has to occur', () => {
  expect(names('dental pipeline')).toEqual([]);
});

test('no word finds all', () => {
  expect(names('  ')).toEqual(['Gym', 'Dental clinic']);
});
