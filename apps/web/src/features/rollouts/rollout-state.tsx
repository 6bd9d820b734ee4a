import type { RolloutState, RolloutView } from '@groundwork/shared/views';
import { Ban, CircleCheck, CircleEqual, CirclePause, CircleX, Hand, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import type { Tone } from '../../components/ui/tone.ts';

export function RolloutStateBadge({ rollout }: { rollout: Pick<RolloutView, 'state' | 'counts'> }) {
  const { word, tone, icon } = rolloutLook(rollout);
  return (
    <Badge tone={tone} icon={icon} data-state={rollout.state}>
      {word}
    </Badge>
  );
}

interface Look {
  word: string;
  tone: Tone;
  icon: ReactNode;
}

/** Where no account is left that could be changed, there is nothing to approve either. */
export const rolloutLook = ({ state, counts }: Pick<RolloutView, 'state' | 'counts'>): Look => {
  if (state !== 'PLANNED' || counts.PLANNED > 0) return looks[state];
  return counts.BLOCKED > 0
    ? { word: 'Blocked', tone: 'warn', icon: <OctagonAlert aria-hidden /> }
    : { word: 'Nothing to do', tone: 'neutral', icon: <CircleEqual aria-hidden /> };
};

const looks: Record<RolloutState, Look> = {
  PLANNING: { word: 'Planning', tone: 'info', icon: <Spinner className="" /> },
  PLANNED: { word: 'To approve', tone: 'plum', icon: <Hand aria-hidden /> },
  RUNNING: { word: 'Running', tone: 'info', icon: <Spinner className="" /> },
  PAUSED: { word: 'Paused', tone: 'warn', icon: <CirclePause aria-hidden /> },
  HALTED: { word: 'Halted', tone: 'bad', icon: <OctagonAlert aria-hidden /> },
  SUCCESS: { word: 'Succeeded', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  FAILED: { word: 'Failed', tone: 'bad', icon: <CircleX aria-hidden /> },
  CANCELLED: { word: 'Cancelled', tone: 'warn', icon: <Ban aria-hidden /> },
};

/** Something changes by itself. */
export const isMoving = (state: RolloutState): boolean => state === 'PLANNING' || state === 'RUNNING';

export const hasEnded = (state: RolloutState): boolean =>
  state === 'SUCCESS' || state === 'FAILED' || state === 'CANCELLED';
