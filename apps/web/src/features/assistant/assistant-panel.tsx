import type { AssistantAnswer, AssistantRequest } from '@groundwork/shared/views';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Alert } from '../../components/ui/alert.tsx';
import { Card } from '../../components/ui/card.tsx';
import { announce } from '../../lib/announce.tsx';
import type { EditorPort, ShownProposal } from '../../lib/editor-port.ts';
import { useHotkey } from '../../lib/hotkey.ts';
import { trpc } from '../../trpc.ts';
import { AskBox } from './ask-box.tsx';
import { QuickActions } from './quick-actions.tsx';
import { shortTitle, type Turn } from './turn.ts';
import { TurnList } from './turn-list.tsx';
import { useDraft } from './use-draft.ts';
import { useTurns } from './use-turns.ts';
import { WhoAnswers } from './who-answers.tsx';

interface AssistantPanelProps {
  editor: EditorPort;
  deniedReason: string | null;
  /** The page was opened to describe something: the cursor begins here. */
  takesFocus?: boolean;
}

/** Plain words in, a proposal out. It changes nothing by itself: what it proposes is shown as a diff in the editor. */
export function AssistantPanel({ editor, deniedReason, takesFocus = false }: AssistantPanelProps) {
  const { data: status } = trpc.assistant.status.useQuery(undefined, { staleTime: 30_000 });
  const cancelled = useRef(() => {});
  const draft = useDraft(editor, () => cancelled.current());
  const { turns, running, ask, cancel } = useTurns({
    // Against a text that was changed meanwhile, it would look as if the change was to be undone.
    onDraft: (source, { title, base }) => {
      if (base === editor.source) draft.show(source, title);
    },
    onAnswer: (answer, { title, base }) => {
      announce(arrivalOf(answer));
      const isShown = answer.kind === 'proposal' && answer.source !== base && base === editor.source;
      draft.settle(isShown ? { source: answer.source, title } : null);
    },
    onNothing: () => draft.settle(null),
  });
  useEffect(() => {
    cancelled.current = cancel;
  });
  const askNow = (request: AssistantRequest, title: string) => {
    draft.begin();
    ask({ request, title, base: editor.source });
  };
  // Who asks for more before the last proposal is taken means it as well.
  const proposed =
    editor.proposal && !editor.proposal.pending && isOf(turns[0], editor.proposal) ? editor.proposal : null;
  const writtenSoFar = proposed?.source ?? editor.source;
  const askAgain = ({ request, title, base }: Turn) =>
    askNow('source' in request && base !== editor.source ? { ...request, source: editor.source } : request, title);
  const disabledReason =
    deniedReason ?? (running ? 'One question at a time. Cancel the one that is being answered first.' : null);

  useHotkey({ key: 'Escape' }, running ? cancel : null);
  const cancelHere = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !running || event.defaultPrevented) return;
    event.preventDefault();
    cancel();
  };

  return (
    <section aria-labelledby="assistant" onKeyDown={cancelHere}>
      <Card className="space-y-3 p-4">
        {/* Its tab says it to the eye. */}
        <h2 id="assistant" className="sr-only">
          Assistant
        </h2>
        {status ? <WhoAnswers status={status} /> : null}
        {deniedReason ? (
          <Alert tone="info" title="You can look, not ask">
            {deniedReason}
          </Alert>
        ) : null}
        <AskBox
          isEmpty={writtenSoFar.trim() === ''}
          isFirst={turns.length === 0}
          disabledReason={disabledReason}
          takesFocus={takesFocus && deniedReason === null}
          onAsk={(mode, words) =>
            mode === 'write'
              ? askNow({ task: 'author', goal: words, source: writtenSoFar }, shortTitle(words))
              : askNow({ task: 'explain', question: words, source: editor.source }, shortTitle(words))
          }
        />
        <QuickActions editor={editor} disabledReason={disabledReason} onAsk={askNow} />
        <TurnList
          turns={turns}
          editor={editor}
          disabledReason={disabledReason}
          onCancel={cancel}
          onAsk={askNow}
          onAskAgain={askAgain}
        />
      </Card>
    </section>
  );
}

const isOf = (turn: Turn | undefined, { source }: ShownProposal) =>
  turn?.end?.state === 'answered' && turn.end.answer.kind === 'proposal' && turn.end.answer.source === source;

function arrivalOf(answer: AssistantAnswer): string {
  switch (answer.kind) {
    case 'proposal':
      return 'The assistant proposes a change. Nothing is saved.';
    case 'questions':
      return 'The assistant has questions before it goes on.';
    case 'suggestions':
      return `The assistant has ${answer.suggestions.length} suggestions.`;
    case 'text':
      return 'The assistant has answered.';
  }
}
