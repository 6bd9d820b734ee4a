import type { AssistantAnswer } from '@groundwork/shared/views';
import { TriangleAlert } from 'lucide-react';
import { originText } from './origin-text.ts';

/** Who answered and what it took; why it was not the model, where it was not. */
export const AnswerFooter = ({ answer }: { answer: AssistantAnswer }) => (
  <footer className="space-y-1 text-xs text-muted">
    {answer.origin.fallback ? (
      <p className="flex items-start gap-1.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
        <span>{answer.origin.fallback}</span>
      </p>
    ) : null}
    <p data-source={answer.origin.source}>{originText(answer).join(' · ')}</p>
  </footer>
);
