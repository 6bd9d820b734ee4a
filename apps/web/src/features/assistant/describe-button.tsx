import type { AssistantRequest } from '@groundwork/shared/views';
import { FileText } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { trpc } from '../../trpc.ts';
import { useDenied } from '../session/use-me.ts';
import { TextAnswer } from './text-answer.tsx';
import { TurnView } from './turn-view.tsx';
import { useTurns } from './use-turns.ts';
import { WhoAnswers } from './who-answers.tsx';

interface DescribeButtonProps {
  request: Extract<AssistantRequest, { task: 'document' }>;
  /** What is described, for the title and the file's name. */
  what: string;
}

/** Puts a blueprint or a plan into words for the client, to copy or download. */
export function DescribeButton({ request, what }: DescribeButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        disabledReason={useDenied('assistant.use')}
        icon={<FileText aria-hidden className="size-3.5" />}
        onClick={() => setOpen(true)}
      >
        Describe for the client
      </Button>
      {isOpen ? <DescribeDialog request={request} what={what} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function DescribeDialog({ request, what, onClose }: DescribeButtonProps & { onClose: () => void }) {
  const { data: status } = trpc.assistant.status.useQuery(undefined, { staleTime: 30_000 });
  const { turns, ask, cancel } = useTurns();
  const [turn] = turns;
  // Begins by itself once it is open, and only once: the same thing is described until it is closed.
  const [asked] = useState({ request, title: `${what} for the client` });
  useEffect(() => ask(asked), [ask, asked]);
  return (
    <Dialog
      open
      onClose={onClose}
      title="For the client"
      description={`${what}, in plain words. Read it before you send it: nobody has checked it.`}
    >
      <div className="space-y-3">
        {status ? <WhoAnswers status={status} /> : null}
        {turn ? (
          <TurnView turn={turn} disabledReason={null} onCancel={cancel} onAgain={() => ask(asked)}>
            {(answer) => (answer.kind === 'text' ? <TextAnswer text={answer.text} title={turn.title} /> : null)}
          </TurnView>
        ) : null}
      </div>
    </Dialog>
  );
}
