import type { JobState } from '@groundwork/shared/views';
import { Ban, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Spinner } from '../ui/spinner.tsx';
import type { Tone } from '../ui/tone.ts';

interface JobStateBadgeProps {
  state: JobState;
  /** It was asked to stop. Says so while it has yet to. */
  isStopping?: boolean;
}

export function JobStateBadge({ state, isStopping = false }: JobStateBadgeProps) {
  const { word, tone, icon } = jobStateLooks[state];
  const stopping = isStopping && isRunning(state);
  return (
    <Badge tone={stopping ? 'warn' : tone} icon={stopping ? <Spinner className="" /> : icon} data-state={state}>
      {stopping ? 'Stopping…' : word}
    </Badge>
  );
}

export const jobStateLooks: Record<JobState, { word: string; tone: Tone; icon: ReactNode }> = {
  PENDING: { word: 'Queued', tone: 'neutral', icon: <CircleDashed aria-hidden /> },
  PROCESSING: { word: 'Running', tone: 'info', icon: <Spinner className="" /> },
  SUCCESS: { word: 'Succeeded', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  FAILED: { word: 'Failed', tone: 'bad', icon: <CircleX aria-hidden /> },
  CANCELLED: { word: 'Cancelled', tone: 'warn', icon: <Ban aria-hidden /> },
};

export const isRunning = (state: JobState): boolean => state === 'PENDING' || state === 'PROCESSING';
