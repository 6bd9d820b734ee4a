import type { RolloutView } from '@groundwork/shared/views';
import { plural } from '../../lib/format.ts';

/** How far it is: `12 of 38 accounts planned`, `30 of 38 accounts done · 2 failed · 1 blocked`. */
export function progressText({ state, counts, total }: Pick<RolloutView, 'state' | 'counts' | 'total'>): string {
  const accounts = plural(total, 'account');
  if (state === 'PLANNING') return `${total - counts.PLANNING} of ${accounts} planned${trouble(counts)}`;
  if (state === 'PLANNED')
    return `${counts.PLANNED === 0 ? 'Nothing to approve' : `${plural(counts.PLANNED, 'account')} to change`}${matching(counts)}${trouble(counts)}${leftOut(counts)}`;
  return `${counts.SUCCESS + counts.UNCHANGED} of ${accounts} as described${trouble(counts)}${leftOut(counts)}`;
}

type Counts = RolloutView['counts'];
const matching = ({ UNCHANGED }: Counts) => (UNCHANGED > 0 ? ` · ${UNCHANGED} already as described` : '');
const trouble = ({ FAILED, BLOCKED }: Counts) =>
  `${FAILED > 0 ? ` · ${FAILED} failed` : ''}${BLOCKED > 0 ? ` · ${BLOCKED} blocked` : ''}`;
const leftOut = ({ SKIPPED, CANCELLED }: Counts) =>
  `${CANCELLED > 0 ? ` · ${CANCELLED} cancelled` : ''}${SKIPPED > 0 ? ` · ${SKIPPED} left out` : ''}`;
