import type { DriftCauseView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { choicesOf, filterCauses } from './filter-causes.ts';

const cause = (key: string, changes: Partial<DriftCauseView>): DriftCauseView => ({
  key,
  blueprint: { id: 'b1', name: 'Dental' },
  address: 'tag.a',
  kind: 'tag',
  title: 'a',
  path: null,
  what: 'missing',
  expected: null,
  live: [],
  accounts: 2,
  open: 2,
  examples: [],
  firstSeenAt: '2026-01-01T00:00:00.000Z',
  ignores: [],
  ...changes,
});
const causes = [
  cause('open', {}),
  cause('ignored', { open: 0, kind: 'pipeline' }),
  cause('other', { blueprint: { id: 'b2', name: 'Gym' } }),
];
const keys = (filter: Partial<Parameters<typeof filterCauses>[1]>) =>
  filterCauses(causes, { kind: '', blueprint: '', show: '', ...filter }).map(({ key }) => key);

test('what is ignored everywhere is shown only when asked for', () => {
  expect(keys({})).toEqual(['open', 'other']);
  expect(keys({ show: 'ignored' })).toEqual(['ignored']);
  expect(keys({ show: 'all' })).toEqual(['open', 'ignored', 'other']);
});

test('kind and blueprint narrow it together', () => {
  expect(keys({ kind: 'tag', blueprint: 'b2' })).toEqual(['other']);
  expect(keys({ kind: 'pipeline' })).toEqual([]);
});

test('offers each kind and blueprint once', () => {
  expect(choicesOf(causes)).toEqual({
    kinds: ['pipeline', 'tag'],
    blueprints: [
      { id: 'b1', name: 'Dental' },
      { id: 'b2', name: 'Gym' },
    ],
  });
});
