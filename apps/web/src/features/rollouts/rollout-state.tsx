import type { RolloutState } from '@groundwork/shared/views';
import { Ban, CircleCheck, CirclePause, CircleX, Hand, OctagonAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../components/ui/badge.tsx';
import { Spinner } from '../../components/ui/spinner.tsx';
import type { Tone } from '../../components/ui/tone.ts';

export function RolloutStateBadge({ state }: { state: RolloutState }) {
  const { word, tone, icon } = rolloutStateLooks[state];
  return (
    <Badge tone={tone} icon={icon} data-state={state}>
      {word}
    </Badge>
  );
}

export const rolloutStateLooks: Record<RolloutState, { word: string; tone: Tone; icon: ReactNode }> = {
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
