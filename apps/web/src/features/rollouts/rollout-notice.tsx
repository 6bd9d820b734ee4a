import type { RolloutView } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { plural } from '../../lib/format.ts';
import { PlannedNotice } from './planned-notice.tsx';
import { progressText } from './progress-text.ts';

/** Where it stands and what to do next; nothing while it just runs. `controls`: the ways on. */
export function RolloutNotice({ rollout, controls }: { rollout: RolloutView; controls: ReactNode }) {
  const { state, haltReason, counts } = rollout;
  switch (state) {
    case 'PLANNING':
      return (
        <Alert tone="info" title="Every account is being read and planned" actions={controls}>
          Nothing is written before you approve. You may leave this page: planning goes on.
        </Alert>
      );
    case 'PLANNED':
      return <PlannedNotice rollout={rollout} controls={controls} />;
    case 'PAUSED':
      return (
        <Alert tone="warn" title="Paused: nothing new begins" actions={controls}>
          {haltReason ?? 'What was under way comes to its end.'}
          {counts.RUNNING > 0 ? ` ${plural(counts.RUNNING, 'account')} still under way.` : ''}
        </Alert>
      );
    case 'HALTED':
      return (
        <Alert tone="bad" title="Halted: nothing new begins" actions={controls}>
          {haltReason ? <p>{haltReason}</p> : null}
          <p>Look at what failed below. Mend the cause and retry, go on all the same, or cancel the rest.</p>
        </Alert>
      );
    case 'SUCCESS':
      return (
        <Alert
          tone="ok"
          title={
            counts.SUCCESS === 0
              ? 'Nothing to do: every account is already as described'
              : `Done: ${plural(counts.SUCCESS, 'account')} changed and verified${counts.UNCHANGED > 0 ? `, ${counts.UNCHANGED} already as described` : ''}`
          }
        >
          {counts.SUCCESS === 0
            ? 'Nothing was written.'
            : 'Every write was read back from GoHighLevel. Each account links to its job.'}
        </Alert>
      );
    case 'FAILED':
      return (
        <Alert tone="bad" title={`Over: ${progressText(rollout)}`} actions={controls}>
          Look at what did not come to its end below and mend the cause. A retry goes on where each of them stopped;
          those that succeeded are left alone. Where a new plan waits for a look, apply it from its own page.
        </Alert>
      );
    case 'CANCELLED':
      return (
        <Alert tone="warn" title={`Cancelled: ${plural(counts.SUCCESS, 'account')} changed before`}>
          {haltReason} What was applied stays. For the others begin a new rollout.
        </Alert>
      );
    case 'RUNNING':
      return null;
  }
}
