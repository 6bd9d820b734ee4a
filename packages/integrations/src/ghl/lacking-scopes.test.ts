import { expect, test } from 'vitest';
import { lackingScopes } from './lacking-scopes.ts';
import { wireKinds } from './wire-kinds.ts';

const everyScope = lackingScopes([]).flatMap(({ scopes }) => scopes);

test('without a scope every kind lacks some, and with all of them none does', () => {
  expect(lackingScopes([]).map(({ kind }) => kind)).toEqual(Object.keys(wireKinds));
  expect(lackingScopes(everyScope)).toEqual([]);
});

test('one scope that is withheld is named for each kind that needs it, and for no other', () => {
  const held = everyScope.filter((scope) => scope !== 'calendars/groups.write');
  expect(lackingScopes(held)).toEqual([{ kind: 'calendarGroup', scopes: ['calendars/groups.write'] }]);
});
