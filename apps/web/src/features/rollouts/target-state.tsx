import type { TargetState } from '@groundwork/shared/views';
import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleEqual,
  CircleSlash,
  CircleX,
  SkipForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Spinner } from '../../components/ui/spinner.tsx';
import { textTone, type Tone } from '../../components/ui/tone.ts';

/** What has become of an account. */
export function TargetStateText({ state }: { state: TargetState }) {
  const { word, tone, icon } = targetStateLooks[state];
  return (
    <span
      data-state={state}
      className={`inline-flex items-center gap-1 whitespace-nowrap [&_svg]:size-3.5 ${textTone[tone]}`}
    >
      {icon}
      {word}
    </span>
  );
}

export const targetStateLooks: Record<TargetState, { word: string; tone: Tone; icon: ReactNode }> = {
  PLANNING: { word: 'Planning', tone: 'info', icon: <Spinner className="" /> },
  PLANNED: { word: 'Planned', tone: 'neutral', icon: <CircleDot aria-hidden /> },
  UNCHANGED: { word: 'Already matches', tone: 'ok', icon: <CircleEqual aria-hidden /> },
  BLOCKED: { word: 'Blocked', tone: 'bad', icon: <CircleSlash aria-hidden /> },
  QUEUED: { word: 'Queued', tone: 'neutral', icon: <CircleDashed aria-hidden /> },
  RUNNING: { word: 'Running', tone: 'info', icon: <Spinner className="" /> },
  SUCCESS: { word: 'Succeeded', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  FAILED: { word: 'Failed', tone: 'bad', icon: <CircleX aria-hidden /> },
  CANCELLED: { word: 'Cancelled', tone: 'warn', icon: <Ban aria-hidden /> },
  SKIPPED: { word: 'Left out', tone: 'neutral', icon: <SkipForward aria-hidden /> },
};
