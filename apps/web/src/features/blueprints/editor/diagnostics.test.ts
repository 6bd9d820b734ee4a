import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { diagnosticsOf, wordAt } from './diagnostics.ts';

const doc = Text.of(['name: x', 'tag: { nmae: a }', '']);

test('underlines the word at line and column', () => {
  const { from, to } = wordAt(doc, { line: 2, column: 8 });
  expect(doc.sliceString(from, to)).toBe('nmae');
});

test('stays within a text that has become shorter', () => {
  expect(wordAt(doc, { line: 9, column: 9 })).toEqual({ from: doc.length, to: doc.length });
});

test('tells faults from warnings, and leaves out what has no place', () => {
  const issues = [{ message: 'Unknown.', at: { line: 2, column: 8 } }, { message: 'In general.' }];
  expect(diagnosticsOf(doc, { valid: false, issues })).toMatchObject([{ severity: 'error', message: 'Unknown.' }]);
});
