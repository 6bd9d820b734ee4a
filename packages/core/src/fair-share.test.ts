import { expect, test } from 'vitest';
import { fairShare } from './fair-share.ts';

const held = (counts: Record<string, number>) => new Map(Object.entries(counts));

test('an agency alone takes three quarters of the slots at once', () => {
  expect(fairShare(100, held({}))).toEqual({ atMost: 75, passedOver: [] });
  expect(fairShare(100, held({ a: 40 }))).toEqual({ atMost: 35, passedOver: [] });
});

test('the last quarter goes one by one to agencies below an equal share', () => {
  expect(fairShare(100, held({ a: 75 }))).toEqual({ atMost: 1, passedOver: ['a'] });
  expect(fairShare(100, held({ a: 75, b: 20 }))).toEqual({ atMost: 1, passedOver: ['a'] });
  expect(fairShare(100, held({ a: 60, b: 34 }))).toEqual({ atMost: 1, passedOver: ['a', 'b'] });
});

test('nothing is asked for when every slot is taken', () => {
  expect(fairShare(4, held({ a: 3, b: 1 }))).toBeNull();
});

test('whatever comes, no agency waits for good while another holds more than an equal share', () => {
  const waiting: Record<string, number> = { a: 500, b: 40, c: 40 };
  const counts = new Map<string, number>();
  const slots = 16;
  const served: string[] = [];
  for (let round = 0; round < 200; round++) {
    for (let ask = fairShare(slots, counts); ask; ask = fairShare(slots, counts)) {
      const over = ask.passedOver;
      const next = Object.keys(waiting).find((id) => (waiting[id] ?? 0) > 0 && !over.includes(id));
      if (!next) break;
      waiting[next] = (waiting[next] ?? 0) - 1;
      counts.set(next, (counts.get(next) ?? 0) + 1);
      served.push(next);
    }
    const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
    if (!most) break;
    counts.set(most[0], most[1] - 1);
    if (most[1] === 1) counts.delete(most[0]);
  }
  expect(served.indexOf('b')).toBeLessThan(slots);
  expect(served.indexOf('c')).toBeLessThan(2 * slots);
});
