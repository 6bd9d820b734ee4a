import type { RolloutView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { plural } from '../../lib/format.ts';
import { RolloutSummary } from './rollout-summary.tsx';

/** Everything is planned: what there is to approve, or why there is nothing. */
export function PlannedNotice({ rollout, controls }: { rollout: RolloutView; controls: ReactNode }) {
  const { counts, destructive } = rollout;
  if (counts.PLANNED === 0 && counts.BLOCKED > 0)
    return (
      <Alert tone="warn" title={`${plural(counts.BLOCKED, 'account')} could not be planned`} actions={controls}>
        {counts.UNCHANGED > 0
          ? `There is nothing to approve: ${plural(counts.UNCHANGED, 'account')} ${counts.UNCHANGED === 1 ? 'is' : 'are'} already as described, and none of the others has a plan. `
          : 'There is nothing to approve. '}
        The reason stands with each. Mend it and plan them again, or leave them out. Values that are missing are given
        under Variables.
      </Alert>
    );
  if (counts.PLANNED === 0)
    return (
      <Alert tone="info" title="There is nothing to approve" actions={controls}>
        {counts.SKIPPED > 0
          ? 'No account that takes part needs a change. Take in some of those that were left out, or cancel the rollout.'
          : 'No account needs a change any more. Cancel the rollout; what was applied stays.'}
      </Alert>
    );
  return (
    <Alert
      tone={destructive > 0 ? 'bad' : 'info'}
      title={
        destructive > 0
          ? `In ${plural(destructive, 'account')} something is lost for good`
          : 'Look at what the plans do, then approve them all'
      }
      actions={controls}
    >
      <RolloutSummary rollout={rollout} />
      <p className="mt-1">
        Every account links to its own plan. Leave out those that should stay as they are.
        {counts.BLOCKED > 0
          ? ` ${plural(counts.BLOCKED, 'account')} could not be planned; the reason stands with each.`
          : ''}
      </p>
    </Alert>
  );
}
