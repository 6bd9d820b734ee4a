import stringWidth from 'fast-string-width';
import { expect, test } from 'vitest';
import { table } from './table.ts';

const header = ['ID', 'NAME', 'STATE', 'NOTE'];
const rows = [
  [
    'EEDvkzBgjzTItBdAcawv',
    '静かな歯科医院と長い名前の診療所',
    'active',
    '🦷🦷🦷 three of them, as it were, and then some more',
  ],
  ['8qNhJhwWypKe8m43CsXk', 'Bright Harbor Dental', '\u001B[32mSUCCESS\u001B[39m', '-'],
];

test('a file gets every letter, and columns stand below each other after wide letters', () => {
  const lines = table(header, rows).split('\n');
  for (const cell of rows.flat()) expect(lines.join('\n')).toContain(cell);
  const starts = lines.slice(0, 3).map((line, index) => line.indexOf(['STATE', 'active', '\u001B[32m'][index] ?? ''));
  expect(new Set(lines.slice(0, 3).map((line, index) => stringWidth(line.slice(0, starts[index])))).size).toBe(1);
});

test.each([60, 80, 100])(
  'no line is longer than a screen of %i columns, and what is typed again stays whole',
  (columns) => {
    const text = table(header, rows, { columns });
    for (const line of text.trimEnd().split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    for (const [id] of rows) expect(text).toContain(id);
    expect(text).toContain('…');
  },
);

test('where columns cannot stand beside each other, each row is a block', () => {
  expect(
    table(
      header.slice(0, 3),
      rows.slice(1).map((row) => row.slice(0, 3)),
      { columns: 40 },
    ),
  ).toBe('ID     8qNhJhwWypKe8m43CsXk\nNAME   Bright Harbor Dental\nSTATE  \u001B[32mSUCCESS\u001B[39m\n');
});

test('what is optional is left out before rows become blocks', () => {
  const text = table(header, rows, { columns: 50, optional: ['NOTE'] });
  expect(text.split('\n')[0]).toMatch(/^ID +NAME +STATE$/);
  expect(text).toContain('EEDvkzBgjzTItBdAcawv');
});
