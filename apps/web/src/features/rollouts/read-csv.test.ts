import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';

test('reads cells with commas, quotes, line ends and nothing in them', () => {
  expect(readCsv('id,name,"a ""b"""\r\n1,"x, y\nz",\r\n2,,last')).toEqual([
    ['id', 'name', 'a "b"'],
    ['1', 'x, y\nz', ''],
    ['2', '', 'last'],
  ]);
});

test('a line end at the end of the text begins no line', () => {
  expect(readCsv('id,name\n1,\n')).toEqual([
    ['id', 'name'],
    ['1', ''],
  ]);
  expect(readCsv('')).toEqual([]);
});
