import stringWidth from 'fast-string-width';
import picocolors from 'picocolors';
import { expect, test } from 'vitest';
import type { Terminal } from '../terminal.ts';
import { createProgress } from './progress.ts';

const plain = picocolors.createColors(false);

/** What a person sees at the end in a terminal of so many columns. */
function drawn(columns: number, names: readonly string[]): string[] {
  const written: string[] = [];
  const terminal: Terminal = {
    out: () => {},
    err: (text) => void written.push(text),
    outColors: plain,
    errColors: plain,
    plainColors: plain,
    isInteractive: true,
    outColumns: () => columns,
    columns: () => columns,
    rows: () => 24,
    env: {},
    cwd: '/',
    readStdin: () => Promise.resolve(''),
    endWithReader: () => {},
  };
  const progress = createProgress(terminal);
  for (const [index, name] of names.entries())
    progress.update({
      id: String(index),
      name,
      state: 'PROCESSING',
      done: 7,
      total: 12,
      doing: 'verified customField.insurance_provider',
    });
  progress.stop();
  return written.join('').trimEnd().split('\n');
}

const names = [
  'Casa Marisol',
  'An account whose name is longer than any column',
  '静かな歯科医院と長い名前の診療所',
  '🦷🦷🦷',
];

test.each([36, 50, 80, 200])('a row is one row on a screen of %i columns, whatever the name', (columns) => {
  const rows = drawn(columns, names);
  expect(rows).toHaveLength(names.length);
  for (const row of rows) expect(stringWidth(row)).toBeLessThan(columns);
  for (const row of rows) expect(row).toMatch(/7\/12 PROCESSING/);
});

test('columns stand below each other, also after wide letters', () => {
  const starts = drawn(100, names).map((row) => stringWidth(row.slice(0, row.indexOf('█'))));
  expect(new Set(starts).size).toBe(1);
});
