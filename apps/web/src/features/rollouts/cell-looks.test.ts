import { stepStates } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { cellLooks, cellOrder, cellWord } from './cell-looks.ts';

test('no two cells share a sign or a word', () => {
  const looks = Object.values(cellLooks);
  expect(new Set(looks.map(({ sign }) => sign)).size).toBe(looks.length);
  expect(new Set([...looks.map(({ word }) => word), cellWord(null)]).size).toBe(looks.length + 1);
});

test('the legend names every cell there can be', () => {
  expect(cellOrder.toSorted()).toEqual(Object.keys(cellLooks).toSorted());
  expect(cellOrder).toEqual(expect.arrayContaining([...stepStates]));
});
