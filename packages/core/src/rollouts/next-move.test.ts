import type { RolloutSettings, TargetState } from '@groundwork/shared/views';
import { expect, test } from 'vitest';
import { type Course, nextMove } from './next-move.ts';
import { settingsFor } from './rollout-settings.ts';
import type { StandingRow } from './target-rows.ts';

const settings: RolloutSettings = {
  canary: 1,
  waveSize: 10,
  haltAbovePercent: 10,
  parallel: 3,
  pauseAfterCanary: false,
};
const running = (wave: number, more: Partial<Course> & { settings?: RolloutSettings } = {}): Course => ({
  state: 'RUNNING',
  wave,
  settings,
  acceptedFailures: 0,
  ...more,
});
/** `1 SUCCESS 9` is nine of wave 1; `BLOCKED!` one that was approved and then could not begin. */
const standing = (...lines: string[]): StandingRow[] =>
  lines.map((line) => {
    const [wave, word = '', count] = line.split(' ');
    const state = word.replace('!', '') as TargetState;
    return { wave: Number(wave), state, failed: state === 'FAILED' || word.endsWith('!'), count: Number(count) };
  });

test.each([
  ['waits while accounts are being planned', ['0 PLANNED 1', '1 PLANNING 2'], { do: 'wait' }],
  ['waits for a person once all are planned or cannot be', ['0 PLANNED 1', '1 BLOCKED 2'], { do: 'present' }],
  ['shows a person that nothing could be planned', ['0 BLOCKED 1'], { do: 'present' }],
  ['is done where every account matches already', ['0 UNCHANGED 1', '1 SKIPPED 1'], { do: 'finish', state: 'SUCCESS' }],
])('planning %s', (_, lines, move) => {
  expect(nextMove({ ...running(0), state: 'PLANNING' }, standing(...lines))).toEqual(move);
});

test.each<[string, Course, string[], object]>([
  ['begins the canary', running(0), ['0 PLANNED 1', '1 PLANNED 9'], { do: 'begin', atMost: 3 }],
  ['lets the canary end before the rest', running(0), ['0 RUNNING 1', '1 PLANNED 9'], { do: 'wait' }],
  ['goes on after the canary', running(0), ['0 SUCCESS 1', '1 PLANNED 9'], { do: 'go-on', wave: 1 }],
  [
    'pauses after the canary where that is wanted',
    running(0, { settings: { ...settings, pauseAfterCanary: true } }),
    ['0 SUCCESS 1', '1 PLANNED 9'],
    { do: 'pause', wave: 1 },
  ],
  ['halts when the canary fails', running(0), ['0 FAILED 1', '1 PLANNED 9'], { do: 'halt', failed: 1, tried: 1 }],
  ['fills its places', running(1), ['1 RUNNING 1', '1 QUEUED 1', '1 PLANNED 7'], { do: 'begin', atMost: 1 }],
  ['has so many jobs at once and no more', running(1), ['1 RUNNING 2', '1 QUEUED 1', '1 PLANNED 7'], { do: 'wait' }],
  [
    'waits for an account that is planned anew',
    running(1),
    ['1 SUCCESS 9', '1 PLANNING 1', '2 PLANNED 5'],
    { do: 'wait' },
  ],
  [
    'bears the share of failures that may be',
    running(1),
    ['0 SUCCESS 1', '1 SUCCESS 8', '1 FAILED 1', '2 PLANNED 5'],
    { do: 'go-on', wave: 2 },
  ],
  [
    'halts in the middle of a wave when more have failed than may by its end',
    running(1),
    ['0 SUCCESS 1', '1 RUNNING 3', '1 PLANNED 4', '1 FAILED 2'],
    { do: 'halt', failed: 2, tried: 10 },
  ],
  [
    'counts an approved account that could not begin as a failure',
    running(1),
    ['1 BLOCKED! 2', '1 SUCCESS 8'],
    { do: 'halt', failed: 2, tried: 10 },
  ],
  [
    'counts neither those left out nor those that match nor those never planned',
    running(1),
    ['1 SKIPPED 50', '1 UNCHANGED 50', '1 BLOCKED 50', '1 SUCCESS 7', '1 FAILED 1', '2 PLANNED 1'],
    { do: 'halt', failed: 1, tried: 8 },
  ],
  [
    'goes on over failures that a person has accepted',
    running(1, { acceptedFailures: 2 }),
    ['1 FAILED 2', '1 SUCCESS 7', '2 PLANNED 5'],
    { do: 'go-on', wave: 2 },
  ],
  [
    'halts again at the next failure',
    running(1, { acceptedFailures: 2 }),
    ['1 FAILED 3', '1 SUCCESS 7', '2 PLANNED 5'],
    { do: 'halt', failed: 3, tried: 10 },
  ],
  [
    'begins what was retried in a wave long past',
    running(3),
    ['1 PLANNED 1', '3 RUNNING 1', '4 PLANNED 5'],
    { do: 'begin', atMost: 2 },
  ],
  [
    'steps over waves with nothing to do',
    running(0),
    ['0 SKIPPED 1', '1 UNCHANGED 9', '2 PLANNED 1'],
    { do: 'go-on', wave: 2 },
  ],
  [
    'ends well',
    running(1),
    ['0 SUCCESS 1', '1 SUCCESS 8', '1 UNCHANGED 1', '1 SKIPPED 1'],
    { do: 'finish', state: 'SUCCESS' },
  ],
  [
    'ends as failed when one was cancelled',
    running(1),
    ['1 SUCCESS 8', '1 CANCELLED 1'],
    { do: 'finish', state: 'FAILED' },
  ],
  [
    'ends as failed when one was never planned',
    running(1),
    ['1 SUCCESS 8', '1 BLOCKED 1'],
    { do: 'finish', state: 'FAILED' },
  ],
])('a running rollout %s', (_, course, lines, move) => {
  expect(nextMove(course, standing(...lines))).toEqual(move);
});

test.each(['PLANNED', 'PAUSED', 'HALTED', 'SUCCESS', 'FAILED', 'CANCELLED'] as const)(
  'nothing begins by itself in a rollout that is %s',
  (state) => {
    expect(nextMove({ ...running(1), state }, standing('1 PLANNED 5'))).toEqual({ do: 'wait' });
  },
);

test('settings that nobody gave suit the number of accounts', () => {
  expect(settingsFor(1)).toEqual({
    canary: 0,
    waveSize: 10,
    haltAbovePercent: 10,
    parallel: 20,
    pauseAfterCanary: false,
  });
  expect(settingsFor(500)).toMatchObject({ canary: 1, waveSize: 50 });
  expect(settingsFor(2, { canary: 5, parallel: 1 })).toMatchObject({ canary: 2, parallel: 1 });
});

test('a rollout that is over becomes a success when a person has mended the rest, and only then', () => {
  const failed = { ...running(1), state: 'FAILED' } as const;
  expect(nextMove(failed, standing('0 SUCCESS 1', '1 RUNNING 1'))).toEqual({ do: 'wait' });
  expect(nextMove(failed, standing('0 SUCCESS 1', '1 FAILED 1'))).toEqual({ do: 'wait' });
  expect(nextMove(failed, standing('0 SUCCESS 1', '1 SUCCESS 1'))).toEqual({ do: 'finish', state: 'SUCCESS' });
});

test('refuses thousands of waves, and says how large they have to be', () => {
  expect(settingsFor(5_000, { waveSize: 20 })).toMatchObject({ waveSize: 20 });
  expect(() => settingsFor(5_000, { waveSize: 1 })).toThrow('Let a wave have 20 accounts or more.');
});
