import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { changeSetBetween } from './change-text.ts';
import { lineChanges, lineDiff } from './line-changes.ts';

const chunks = (before: string, after: string) =>
  Chunk.build(Text.of(before.split('\n')), Text.of(after.split('\n')), lineDiff).map(({ fromA, toA, fromB, toB }) => [
    before.slice(fromA, Math.min(toA, before.length)),
    after.slice(fromB, Math.min(toB, after.length)),
  ]);

const lines = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => `  ${name}${index}: { name: ${index * 7} }\n`).join('');

test('finds each change of two texts that differ much, however long', () => {
  const before = `variables:\n  a: 1\nresources:\n  tag:\n    x: 1\n  field:\n    y: 1\n`;
  const after = `variables:\n  a: 1\n${lines(60, 'v')}resources:\n  tag:\n    x: 1\n${lines(60, 't')}  field:\n    y: 2\n`;
  expect(chunks(before, after)).toEqual([
    ['', lines(60, 'v')],
    ['', lines(60, 't')],
    ['    y: 1\n', '    y: 2\n'],
  ]);
});

test('marks within a changed line only what changed', () => {
  expect(lineChanges('a: 1\nname: x, b\n', 'a: 1\nname: y, b\n')).toMatchObject([{ fromA: 11, toA: 12 }]);
  expect(lineChanges('same\n', 'same\n')).toEqual([]);
});

test('what it finds makes one text the other', () => {
  const texts = ['', 'a', 'a\n', 'a\nb\nc', 'c\nb\na\n', lines(5, 'x'), `${lines(3, 'y')}tail`, '\n\n\n'];
  for (const before of texts)
    for (const after of texts)
      expect(
        changeSetBetween(before, after)
          .apply(Text.of(before.split('\n')))
          .toString(),
      ).toBe(after);
});
