import type { JobSummaryView } from '@groundwork/shared/views';
import { plural } from '../../lib/format.ts';

/** What the job could not do, and what was no part of it because of that. */
export function leftText({ manual, waiting }: Pick<JobSummaryView, 'manual' | 'waiting'>): string {
  const steps = `${plural(manual, 'step')} left to a person`;
  return waiting === 0
    ? steps
    : `${steps}, ${waiting} more ${waiting === 1 ? 'waits' : 'wait'} for ${manual === 1 ? 'it' : 'them'}`;
}
