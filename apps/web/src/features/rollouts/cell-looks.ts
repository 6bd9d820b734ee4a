import type { MatrixCell } from '@groundwork/shared/views';
import type { Tone } from '../../components/ui/tone.ts';

type Cell = Exclude<MatrixCell, null>;

/** Sign, word and colour of a cell. Every sign is another, so that none needs its colour. */
export const cellLooks: Record<Cell, { sign: string; word: string; tone: Tone }> = {
  'no-op': { sign: '=', word: 'already matches', tone: 'neutral' },
  manual: { sign: '!', word: 'left to a person', tone: 'plum' },
  waiting: { sign: '…', word: 'waits for a step by hand', tone: 'plum' },
  planned: { sign: '+', word: 'will be written', tone: 'info' },
  PENDING: { sign: '·', word: 'waiting its turn', tone: 'neutral' },
  RUNNING: { sign: '»', word: 'being written', tone: 'info' },
  APPLIED: { sign: '○', word: 'written', tone: 'ok' },
  VERIFIED: { sign: '✓', word: 'written and verified', tone: 'ok' },
  FAILED: { sign: '×', word: 'failed', tone: 'bad' },
  UNKNOWN: { sign: '?', word: 'being read back', tone: 'warn' },
  NOT_ATTEMPTED: { sign: '–', word: 'not attempted', tone: 'warn' },
};

export const cellOrder: readonly Cell[] = [
  'no-op',
  'planned',
  'PENDING',
  'RUNNING',
  'APPLIED',
  'VERIFIED',
  'UNKNOWN',
  'FAILED',
  'NOT_ATTEMPTED',
  'manual',
  'waiting',
];
/** For the cell of an account that has no such line. */
export const noLine = 'not in this account';

export const cellWord = (cell: MatrixCell): string => (cell === null ? noLine : cellLooks[cell].word);
