import type { RolloutView } from '@groundwork/shared/views';
import { Pause, Play, RotateCcw } from 'lucide-react';
import { Button } from '../../components/ui/button.tsx';
import { useDenied } from '../session/use-me.ts';
import { CancelRollout } from './cancel-rollout.tsx';
import { type RolloutFailure, useRolloutActs } from './use-rollout-acts.ts';

interface RolloutControlsProps {
  rollout: RolloutView;
  onFailure: (failure: RolloutFailure | null) => void;
}

/** Pause, go on, retry, cancel: whatever can be asked of the rollout as it is now. */
export function RolloutControls({ rollout, onFailure }: RolloutControlsProps) {
  const { id, state, counts } = rollout;
  const denied = useDenied('rollout.run');
  const { pause, resume, retry } = useRolloutActs(onFailure);
  const failed = counts.FAILED + counts.BLOCKED + counts.CANCELLED;
  const isHeld = state === 'PAUSED' || state === 'HALTED';
  const mayRetry = failed > 0 && (isHeld || state === 'FAILED' || state === 'PLANNED');
  return (
    <>
      {state === 'RUNNING' ? (
        <Button
          size="sm"
          busy={pause.isPending}
          disabledReason={denied}
          icon={<Pause aria-hidden className="size-3.5" />}
          onClick={() => pause.mutate({ id })}
        >
          Pause
        </Button>
      ) : null}
      {mayRetry ? (
        <Button
          size="sm"
          busy={retry.isPending}
          disabledReason={denied}
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={() => retry.mutate({ id })}
        >
          {state === 'PLANNED' ? 'Plan again' : 'Retry'} what failed ({failed})
        </Button>
      ) : null}
      {isHeld ? (
        <Button
          size="sm"
          look="solid"
          busy={resume.isPending}
          disabledReason={denied}
          icon={<Play aria-hidden className="size-3.5" />}
          onClick={() => resume.mutate({ id })}
        >
          {state === 'HALTED' ? 'Go on all the same' : 'Go on'}
        </Button>
      ) : null}
      <CancelRollout rollout={rollout} denied={denied} />
    </>
  );
}
