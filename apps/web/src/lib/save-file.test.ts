import { expect, test } from 'vitest';
import { fileWord } from './save-file.ts';

test('a name becomes one that every file system takes', () => {
  expect(fileWord('Bright Smile Dental')).toBe('bright-smile-dental');
  expect(fileWord(' Café “Río” / 2 ')).toBe('cafe-rio-2');
});

test('a name of which nothing is left is still one', () => {
  expect(fileWord('牙科')).toBe('file');
});
