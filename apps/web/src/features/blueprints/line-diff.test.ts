import { expect, test } from 'vitest';
import { countLines, foldUnchanged, lineDiff } from './line-diff.ts';

const show = (from: string, to: string) =>
  lineDiff(from, to).map(({ mark, from: left, to: right, text }) => `${mark}${left ?? ''}:${right ?? ''} ${text}`);

test('marks what went and what came, with the line numbers of both texts', () => {
  expect(show('a\nb\nc\n', 'a\nB\nc\nd\n')).toEqual([' 1:1 a', '-2: b', '+:2 B', ' 3:3 c', '+:4 d']);
});

test('a missing end of line and the ends of another system are no change', () => {
  expect(show('a\nb', 'a\r\nb\r\n')).toEqual([' 1:1 a', ' 2:2 b']);
});

test('an empty line is a line', () => {
  expect(show('a\n', 'a\n\n')).toEqual([' 1:1 a', '+:2 ']);
});

test('from nothing and to nothing', () => {
  expect(show('', 'a\n')).toEqual(['+:1 a']);
  expect(show('a\n', '')).toEqual(['-1: a']);
});

test('unchanged lines far from a change are folded, three stay on either side', () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
  const lines = lineDiff(before.join('\n'), before.with(9, 'new').join('\n'));
  const folded = foldUnchanged(lines).map((entry) => ('folded' in entry ? `…${entry.folded.length}` : entry.text));
  expect(folded).toEqual(['…6', 'line 7', 'line 8', 'line 9', 'line 10', 'new', 'line 11', 'line 12', 'line 13', '…7']);
  expect(countLines(lines)).toEqual({ added: 1, removed: 1 });
});
