import type { RolloutSettings, RolloutState, TargetState } from '@groundwork/shared/views';
import type { StandingRow } from './target-rows.ts';

/** What is to become of a rollout now. */
export type Move =
  | { do: 'wait' }
  /** Every account is planned or cannot be. */
  | { do: 'present' }
  /** So many targets of the waves so far, the next ones, get their jobs. */
  | { do: 'begin'; atMost: number }
  | { do: 'go-on'; wave: number }
  | { do: 'pause'; wave: number }
  | { do: 'halt'; failed: number; tried: number }
  | { do: 'finish'; state: 'SUCCESS' | 'FAILED' };

export interface Course {
  state: RolloutState;
  wave: number;
  settings: RolloutSettings;
  /** So many had failed when a person said go on: they alone halt it no more. */
  acceptedFailures: number;
}

/** What follows from how far the targets are. Pure, and the same whoever asks. */
export function nextMove(course: Course, standing: readonly StandingRow[]): Move {
  switch (course.state) {
    case 'PLANNING':
      return afterPlanning(standing);
    case 'RUNNING':
      return whileRunning(course, standing);
    case 'FAILED':
      // A person has mended the rest, job by job.
      return isOver(standing) && isWhole(standing) ? { do: 'finish', state: 'SUCCESS' } : { do: 'wait' };
    case 'PLANNED':
    case 'PAUSED':
    case 'HALTED':
    case 'SUCCESS':
    case 'CANCELLED':
      return { do: 'wait' };
  }
}

/** Where every account matches already there is nothing to approve. */
function afterPlanning(standing: readonly StandingRow[]): Move {
  if (countOf(standing, ['PLANNING']) > 0) return { do: 'wait' };
  const isDone = standing.every(({ state }) => state === 'UNCHANGED' || state === 'SKIPPED' || state === 'SUCCESS');
  return isDone ? { do: 'finish', state: 'SUCCESS' } : { do: 'present' };
}

function whileRunning({ wave, settings, acceptedFailures }: Course, standing: readonly StandingRow[]): Move {
  const soFar = standing.filter((row) => row.wave <= wave);
  const failed = count(standing.filter((row) => row.failed));
  const tried = count(soFar.filter((row) => row.failed || triedStates.includes(row.state)));
  if (failed > acceptedFailures && isTooMuch({ wave, failed, tried }, settings)) return { do: 'halt', failed, tried };

  if (isOver(soFar)) return afterWave({ wave, settings }, standing);
  const atMost = settings.parallel - countOf(standing, ['QUEUED', 'RUNNING']);
  return atMost > 0 && countOf(soFar, ['PLANNED']) > 0 ? { do: 'begin', atMost } : { do: 'wait' };
}

/**
 * Of all that the waves so far try, so at the end of a wave of all that have ended. Before its end it halts as soon as that is
 * certain. The canary is there to be the only one that fails.
 */
const isTooMuch = (now: { wave: number; failed: number; tried: number }, { haltAbovePercent }: RolloutSettings) =>
  now.wave === 0 || now.failed * 100 > haltAbovePercent * now.tried;

function afterWave({ wave, settings }: Pick<Course, 'wave' | 'settings'>, standing: readonly StandingRow[]): Move {
  const left = standing.filter((row) => openStates.includes(row.state)).map((row) => row.wave);
  if (left.length === 0) return { do: 'finish', state: isWhole(standing) ? 'SUCCESS' : 'FAILED' };
  return { do: wave === 0 && settings.pauseAfterCanary ? 'pause' : 'go-on', wave: Math.min(...left) };
}

const isOver = (standing: readonly StandingRow[]): boolean => countOf(standing, openStates) === 0;
const isWhole = (standing: readonly StandingRow[]): boolean =>
  countOf(standing, ['FAILED', 'CANCELLED', 'BLOCKED']) === 0;

/** Something is still to come of it. */
export const openStates: readonly TargetState[] = ['PLANNING', 'PLANNED', 'QUEUED', 'RUNNING'];
const triedStates: readonly TargetState[] = [...openStates, 'SUCCESS', 'FAILED', 'CANCELLED'];

export const countOf = (standing: readonly StandingRow[], states: readonly TargetState[]): number =>
  count(standing.filter(({ state }) => states.includes(state)));
const count = (rows: readonly StandingRow[]): number => rows.reduce((sum, row) => sum + row.count, 0);
