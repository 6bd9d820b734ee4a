import type { JsonObject } from '@groundwork/shared';
import { describe, expect, test } from 'vitest';
import { partDiff } from './part-diff.ts';

const stage = (name: string, more: JsonObject = {}): JsonObject => ({ name, ...more });
const marks = (parts: ReturnType<typeof partDiff>) => parts.map(({ mark, name }) => `${mark} ${name}`);
const names = (...list: string[]) => list.map((name) => stage(name));

describe('the parts of a list', () => {
  test('are added, removed where they stood, changed or the same', () => {
    const before = [stage('New', { winProbability: 10 }), stage('Old'), stage('Won', { winProbability: 100 })];
    const after = [stage('New', { winProbability: 20 }), stage('Quote'), stage('Won', { winProbability: 100 })];
    const parts = partDiff(before, after, after);
    expect(marks(parts)).toEqual(['changed New', 'removed Old', 'added Quote', 'same Won']);
    expect(parts[0]?.details).toEqual([{ label: 'win probability', before: '10 %', after: '20 %' }]);
    expect(parts[3]?.text).toBe('win probability 100 %');
  });

  test('are matched whatever their case, and a new spelling is a change', () => {
    const [part] = partDiff(names('won'), names('Won'), names('Won'));
    expect(part?.mark).toBe('changed');
    expect(part?.details).toEqual([{ label: 'renamed', before: 'won', after: 'Won' }]);
  });

  test('that only the account has, and that stay, are the client’s own', () => {
    const parts = partDiff(names('New', 'VIP'), names('New', 'VIP', 'Won'), names('New', 'Won'));
    expect(parts.filter(({ isClients }) => isClients).map(({ name }) => name)).toEqual(['VIP']);
  });

  test('that stand elsewhere are as few as can be', () => {
    const parts = partDiff(names('A', 'B', 'C', 'D'), names('D', 'A', 'B', 'C'), []);
    expect(parts.filter(({ moved }) => moved).map(({ name }) => name)).toEqual(['D']);
  });

  test('do not move because one before them goes or comes', () => {
    const parts = partDiff(names('A', 'B', 'C'), names('X', 'B', 'C'), []);
    expect(parts.some(({ moved }) => moved)).toBe(false);
    expect(marks(parts)).toEqual(['removed A', 'added X', 'same B', 'same C']);
  });

  test('of one name that are there twice are two', () => {
    expect(marks(partDiff(names('A', 'A'), names('A', 'A', 'B'), names('A', 'B')))).toEqual([
      'same A',
      'same A',
      'added B',
    ]);
  });

  test('may be bare texts or have no name', () => {
    expect(marks(partDiff(['a@x.io', 'b@x.io'], ['b@x.io', 'c@x.io'], []))).toEqual([
      'removed a@x.io',
      'same b@x.io',
      'added c@x.io',
    ]);
    const place = { kind: 'address', location: 'Main St 1' };
    expect(marks(partDiff([], [place], [place]))[0]).toMatch(/^added .*Main St 1/);
  });

  test('that are prices say amount, currency and how often in one', () => {
    const price = (amount: number) => ({ name: 'Plan', type: 'recurring', amount, currency: 'USD', interval: 'month' });
    const [part] = partDiff([price(49)], [price(59)], [price(59)]);
    expect(part?.details).toEqual([{ label: '', before: '49 USD every month', after: '59 USD every month' }]);
  });
});
