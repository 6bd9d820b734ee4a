import type { AssistantAnswer, AssistantRequest } from '@groundwork/shared/views';
import type { EditorPort } from '../../lib/editor-port.ts';
import { ProposalAnswer } from './proposal-answer.tsx';
import { QuestionsForm } from './questions-form.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { TextAnswer } from './text-answer.tsx';
import type { Turn } from './turn.ts';

export interface PanelActions {
  editor: EditorPort;
  /** Why nothing can be asked now. */
  disabledReason: string | null;
  onAsk: (request: AssistantRequest, title: string) => void;
  /** The same, of the text as it is now. */
  onAskAgain: (turn: Turn) => void;
}

/** An answer beside the editor, and what can be done with it there. */
export function PanelAnswer({ answer, turn, ...actions }: PanelActions & { answer: AssistantAnswer; turn: Turn }) {
  const { request, title, base } = turn;
  switch (answer.kind) {
    case 'proposal':
      return <ProposalAnswer answer={answer} turn={turn} {...actions} />;
    case 'suggestions':
      return <SuggestionList suggestions={answer.suggestions} turn={turn} {...actions} />;
    case 'text':
      return <TextAnswer text={answer.text} title={title} />;
    case 'questions':
      return (
        <QuestionsForm
          questions={answer.questions}
          disabledReason={actions.disabledReason}
          onAnswered={(replies) => {
            if (request.task !== 'author') return;
            const answers = [...(request.answers ?? []), ...replies];
            const { source } = actions.editor;
            actions.onAsk({ ...request, source: source === base ? request.source : source, answers }, title);
          }}
        />
      );
  }
}
