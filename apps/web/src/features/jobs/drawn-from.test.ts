import { expect, test } from 'vitest';
import { drawnFrom } from './drawn-from.ts';

test('draws a short log whole, and of a long one the newest, of which many go at once', () => {
  expect([0, 100, 149].map((count) => drawnFrom(count, null))).toEqual([0, 0, 0]);
  expect([150, 199, 200].map((count) => drawnFrom(count, null))).toEqual([50, 50, 100]);
});

test('takes nothing away that somebody reads while lines come, up to a bound', () => {
  expect(drawnFrom(900, 100)).toBe(100);
  expect(drawnFrom(50_000, 100)).toBe(48_000);
});

test('draws all that a search finds, wherever the reader was before it', () => {
  expect(drawnFrom(12, 400)).toBe(0);
});
