import type { JobState, RolloutState } from '../../index.ts';
import type { Colors } from '../terminal.ts';

/** `3 accounts` */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** To the minute, in UTC: the same wherever it is read. */
export const time = (iso: string | null): string => (iso === null ? '-' : `${iso.slice(0, 16).replace('T', ' ')}Z`);

export function stateWord(state: JobState | RolloutState, { green, red, yellow, cyan }: Colors): string {
  switch (state) {
    case 'SUCCESS':
      return green(state);
    case 'FAILED':
    case 'HALTED':
      return red(state);
    case 'CANCELLED':
    case 'PAUSED':
      return yellow(state);
    case 'PENDING':
    case 'PLANNING':
    case 'PLANNED':
    case 'PROCESSING':
    case 'RUNNING':
      return cyan(state);
  }
}
