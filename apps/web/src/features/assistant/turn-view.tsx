import type { AssistantAnswer } from '@groundwork/shared/views';
import type { ReactNode } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { AnswerFooter } from './answer-footer.tsx';
import { AskFailure } from './ask-failure.tsx';
import { AssistantText } from './assistant-text.tsx';
import type { Turn } from './turn.ts';
import { TurnProgress } from './turn-progress.tsx';

interface TurnViewProps {
  turn: Turn;
  /** Why nothing can be asked now. */
  disabledReason: string | null;
  onCancel: () => void;
  onAgain: () => void;
  children: (answer: AssistantAnswer) => ReactNode;
}

/** How far a question is; then its answer, or why there is none. */
export function TurnView({ turn, disabledReason, onCancel, onAgain, children }: TurnViewProps) {
  const { end } = turn;
  if (end === null)
    return (
      <>
        <TurnProgress turn={turn} onCancel={onCancel} />
        {turn.text ? <AssistantText text={turn.text} /> : null}
      </>
    );
  switch (end.state) {
    case 'failed':
      return <AskFailure error={end.error} atMs={end.atMs} disabledReason={disabledReason} onAgain={onAgain} />;
    case 'cancelled':
      return (
        <p className="flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
          Cancelled. Nothing was changed.
          <Button size="sm" disabledReason={disabledReason} onClick={onAgain}>
            Ask again
          </Button>
        </p>
      );
    case 'answered':
      return (
        <>
          {children(end.answer)}
          <AnswerFooter answer={end.answer} />
        </>
      );
  }
}
