import type { ApiKeyView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { filterKeys, ownersOf } from './filter-keys.ts';

const key = (rest: Partial<ApiKeyView>): ApiKeyView => ({
  id: 'k',
  name: 'CI',
  prefix: 'gw_7hK2',
  role: 'operator',
  accounts: null,
  madeBy: 'settings',
  owner: { memberId: 'ana', name: 'Ana López' },
  isOwn: false,
  isCaller: false,
  state: 'active',
  createdAt: '2026-11-21T12:00:00.000Z',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  ...rest,
});
const keys = [
  key({ id: 'ci' }),
  key({ id: 'old', name: 'Old laptop', prefix: 'gw_aaaa', state: 'revoked' }),
  key({ id: 'mine', name: 'Report', prefix: 'gw_zz9x', owner: { memberId: 'zoe', name: 'Zoe' }, isOwn: true }),
];
const found = (filter: Partial<Parameters<typeof filterKeys>[1]>) =>
  filterKeys(keys, { search: '', owner: '', state: '', ...filter }).map(({ id }) => id);

test('finds a key by its name, its owner, or the beginning of a secret that turned up somewhere', () => {
  expect(found({ search: 'laptop' })).toEqual(['old']);
  expect(found({ search: 'lopez ci' })).toEqual(['ci']);
  expect(found({ search: 'gw_zz9' })).toEqual(['mine']);
});

test('keeps those of one member and of one state', () => {
  expect(found({ owner: 'ana' })).toEqual(['ci', 'old']);
  expect(found({ owner: 'ana', state: 'active' })).toEqual(['ci']);
  expect(found({})).toEqual(['ci', 'old', 'mine']);
});

test('lists whose keys there are, oneself first', () => {
  expect(ownersOf(keys)).toEqual([
    { id: 'zoe', name: 'Zoe (you)' },
    { id: 'ana', name: 'Ana López' },
  ]);
});
