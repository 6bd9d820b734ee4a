import { expect, test } from 'vitest';
import { changedParts } from './changed-parts.ts';

test('says what went, what came, and how much stayed', () => {
  expect(changedParts(['New', 'Won', 'Lost'], ['New', 'Quoted', 'Won'])).toEqual({
    parts: [
      { mark: '-', text: 'Lost' },
      { mark: '+', text: 'Quoted' },
    ],
    unchanged: 2,
  });
});

test('another order alone is no part', () => {
  expect(changedParts(['a', 'b'], ['b', 'a'])).toEqual({ parts: [], unchanged: 2 });
});

test('counts parts that are alike one by one', () => {
  expect(changedParts(['a', 'a'], ['a'])).toEqual({ parts: [{ mark: '-', text: 'a' }], unchanged: 1 });
});
