import type { JobState } from '@groundwork/shared/views';
import { Ban, CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../ui/badge.tsx';
import { Spinner } from '../ui/spinner.tsx';
import type { Tone } from '../ui/tone.ts';

export function JobStateBadge({ state }: { state: JobState }) {
  const { word, tone, icon } = jobStateLooks[state];
  return (
    <Badge tone={tone} icon={icon} data-state={state}>
      {word}
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
