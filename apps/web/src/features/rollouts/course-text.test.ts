import type { RolloutSettings } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { courseText } from './course-text.ts';

const settings = (changes: Partial<RolloutSettings>): RolloutSettings => ({
  canary: 1,
  waveSize: 10,
  haltAbovePercent: 0,
  parallel: 10,
  pauseAfterCanary: false,
  ...changes,
});

test.each<[Partial<RolloutSettings>, number, string]>([
  [
    { haltAbovePercent: 10 },
    38,
    '1 account first, then 10 at a time; halts when the first fails, or more than 10 % do.',
  ],
  [{ canary: 0, haltAbovePercent: 10 }, 38, '10 at a time; halts when more than 10 % fail.'],
  [
    { canary: 3, haltAbovePercent: 100 },
    38,
    '3 accounts first, then 10 at a time; halts only when one of the first fails.',
  ],
  [
    { parallel: 5 },
    38,
    '1 account first, then in waves of 10; at most 5 at the same time; halts as soon as one fails.',
  ],
  [{ parallel: 1 }, 38, '1 account first, then one at a time; halts as soon as one fails.'],
  [
    { canary: 2, pauseAfterCanary: true },
    6,
    '2 accounts first, then waits until somebody says go on, then the other 4 together; halts as soon as one fails.',
  ],
  [{ canary: 0, waveSize: 1, haltAbovePercent: 100 }, 5, 'One at a time; goes on whatever fails.'],
  [{ canary: 0, haltAbovePercent: 100 }, 3, 'All 3 together; goes on whatever fails.'],
  [{}, 1, 'The one account.'],
  [{}, 2, '1 account first, then the last; halts as soon as one fails.'],
  [{ canary: 4, waveSize: 2, haltAbovePercent: 50 }, 3, 'All 3 together; halts as soon as one fails.'],
])('says what %o does to %i accounts', (changes, total, sentence) => {
  expect(courseText(settings(changes), total)).toBe(sentence);
});
