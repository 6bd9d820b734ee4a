import type { LogLineView } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { filterLog, logText } from './filter-log.ts';

const line = (
  id: number,
  level: LogLineView['level'],
  message: string,
  address: string | null = null,
): LogLineView => ({
  id,
  at: '2026-11-21T08:00:00.000Z',
  level,
  message,
  address,
});
const lines = [
  line(1, 'info', 'Creating the tag VIP.', 'tag.vip'),
  line(2, 'warn', 'GHL is slow.'),
  line(3, 'error', 'The tag was refused.', 'tag.gold'),
];
const ids = (text: string, level: LogLineView['level']) => filterLog(lines, text, level).map(({ id }) => id);

test('a level shows what is as bad or worse', () => {
  expect(ids('', 'info')).toEqual([1, 2, 3]);
  expect(ids('', 'warn')).toEqual([2, 3]);
  expect(ids('', 'error')).toEqual([3]);
});

test('words are looked for in the message and in the address', () => {
  expect(ids('TAG', 'info')).toEqual([1, 3]);
  expect(ids('tag.vip', 'info')).toEqual([1]);
  expect(ids('tag refused', 'info')).toEqual([3]);
});

test('a file of it has time, level and message on each line', () => {
  expect(logText(lines.slice(1, 2))).toBe('2026-11-21T08:00:00.000Z WARN  GHL is slow.\n');
});
