import { expect, test } from 'vitest';
import { scheduleText } from './schedule-text.ts';

test.each([
  [null, 'only when asked'],
  [1, 'every hour'],
  [6, 'every 6 hours'],
  [24, 'every day'],
  [72, 'every 3 days'],
  [36, 'every 36 hours'],
])('%s hours read “%s”', (hours, text) => expect(scheduleText(hours)).toBe(text));
