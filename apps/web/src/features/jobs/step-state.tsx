import type { StepState } from '@groundwork/shared/views';
import { CircleCheck, CircleCheckBig, CircleDashed, CircleHelp, CircleMinus, CircleX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Spinner } from '../../components/ui/spinner.tsx';
import { textTone, type Tone } from '../../components/ui/tone.ts';

const looks: Record<StepState, { word: string; tone: Tone; icon: ReactNode }> = {
  PENDING: { word: 'Waiting', tone: 'neutral', icon: <CircleDashed aria-hidden /> },
  RUNNING: { word: 'Writing', tone: 'info', icon: <Spinner className="" /> },
  APPLIED: { word: 'Applied', tone: 'ok', icon: <CircleCheck aria-hidden /> },
  VERIFIED: { word: 'Verified', tone: 'ok', icon: <CircleCheckBig aria-hidden /> },
  FAILED: { word: 'Failed', tone: 'bad', icon: <CircleX aria-hidden /> },
  UNKNOWN: { word: 'Reading back', tone: 'warn', icon: <CircleHelp aria-hidden /> },
  NOT_ATTEMPTED: { word: 'Not attempted', tone: 'neutral', icon: <CircleMinus aria-hidden /> },
};

export function StepStateMark({ state }: { state: StepState }) {
  const { word, tone, icon } = looks[state];
  return (
    <span
      data-state={state}
      className={`inline-flex w-28 shrink-0 items-center gap-1.5 text-xs font-medium [&_svg]:size-3.5 [&_svg]:shrink-0 ${textTone[tone]}`}
    >
      {icon}
      {word}
    </span>
  );
}
