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

export const StepStateIcon = ({ state }: { state: StepState }) => (
  <span className={`[&_svg]:size-4 ${textTone[looks[state].tone]}`}>{looks[state].icon}</span>
);

export const StepStateWord = ({ state }: { state: StepState }) => (
  <span data-state={state} className={`font-medium ${textTone[looks[state].tone]}`}>
    {looks[state].word}
  </span>
);
