import { describe, expect, test } from 'vitest';
import { roomFor, timelineOf } from './timeline.ts';

const origin = Date.parse('2026-11-21T08:00:00.000Z');
const iso = (ms: number) => new Date(origin + ms).toISOString();
const step = (position: number, from: number | null, to: number | null) => ({
  position,
  startedAt: from === null ? null : iso(from),
  finishedAt: to === null ? null : iso(to),
});

describe('the timeline of a job', () => {
  test('begins with its first step, whatever order the steps are in', () => {
    const { bars, endMs } = timelineOf([step(0, 400, 900), step(1, 0, 300)]);
    expect(bars.get(1)).toEqual({ from: 0, to: 300 });
    expect(bars.get(0)).toEqual({ from: 400, to: 900 });
    expect(endMs).toBe(900);
  });

  test('has no bar for a step that was not begun, and no end for one that is being written', () => {
    const { bars } = timelineOf([step(0, 0, null), step(1, null, null)]);
    expect(bars.get(0)).toEqual({ from: 0, to: null });
    expect(bars.has(1)).toBe(false);
  });

  test('draws the hours between two runs as a short pause', () => {
    const hour = 3_600_000;
    const { bars, endMs, pauses, at } = timelineOf([step(0, 0, 2_000), step(1, hour, hour + 500)]);
    expect(bars.get(1)).toEqual({ from: 3_000, to: 3_500 });
    expect(endMs).toBe(3_500);
    expect(pauses).toEqual([{ at: 2_500, ms: hour - 2_000 }]);
    expect(at(origin + hour + 700)).toBe(3_700);
  });

  test('takes no pause where another step is being written all the while', () => {
    const { pauses } = timelineOf([step(0, 0, 120_000), step(1, 100, 200), step(2, 90_000, 91_000)]);
    expect(pauses).toEqual([]);
  });

  test('never ends a bar before it begins', () => {
    expect(timelineOf([step(0, 500, 400)]).bars.get(0)).toEqual({ from: 0, to: 0 });
  });

  test('is empty before the first step', () => {
    const { bars, endMs } = timelineOf([step(0, null, null)]);
    expect([bars.size, endMs]).toEqual([0, 0]);
  });
});

test('a span that grows has room for what it reached, and grows rarely', () => {
  const reached = Array.from({ length: 6_000 }, (_, index) => 1 + index * 100);
  const spans = reached.map(roomFor);
  expect(reached.filter((ms, index) => ms > (spans[index] ?? 0) + 1)).toEqual([]);
  expect(reached.filter((ms, index) => (spans[index] ?? 0) > Math.max(1_000, ms * 1.25) + 1)).toEqual([]);
  expect(new Set(spans).size).toBeLessThan(35);
});
