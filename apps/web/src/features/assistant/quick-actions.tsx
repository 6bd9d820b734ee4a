import type { AssistantRequest } from '@groundwork/shared/views';
import { CircleHelp, FileText, Lightbulb, Stethoscope } from 'lucide-react';
import { AddressText } from '../../components/domain/address-text.tsx';
import { Button } from '../../components/ui/button.tsx';
import type { EditorPort } from '../../lib/editor-port.ts';

interface QuickActionsProps {
  editor: EditorPort;
  disabledReason: string | null;
  onAsk: (request: AssistantRequest, title: string) => void;
}

/** What can be asked of the text as it stands, without a word. */
export function QuickActions({ editor, disabledReason, onAsk }: QuickActionsProps) {
  const { source, check, isChecked, address } = editor;
  if (source.trim() === '' || !check) return null;
  const action = (title: string, Icon: typeof FileText, request: AssistantRequest) => (
    <Button
      size="sm"
      disabledReason={disabledReason}
      icon={<Icon aria-hidden className="size-3.5" />}
      onClick={() => onAsk(request, title)}
    >
      {title}
    </Button>
  );
  return (
    <div role="group" aria-label="Of this text" className="flex flex-wrap gap-1.5">
      {check.valid ? (
        <>
          {action('Suggest improvements', Lightbulb, { task: 'improve', source })}
          {action('Describe for the client', FileText, { task: 'document', source })}
          {address ? (
            <Button
              size="sm"
              disabledReason={disabledReason}
              icon={<CircleHelp aria-hidden className="size-3.5" />}
              className="max-w-full py-1 text-left whitespace-normal!"
              onClick={() => onAsk({ task: 'explain', question: questionAbout(address), source }, `Explain ${address}`)}
            >
              <span>
                Explain{' '}
                <code className="font-mono text-xs">
                  <AddressText address={address} />
                </code>
              </span>
            </Button>
          ) : null}
        </>
      ) : isChecked ? (
        action('Explain the faults', Stethoscope, { task: 'faults', source })
      ) : null}
    </div>
  );
}

const questionAbout = (address: string) => `What is ${address} for, and what does it do in GoHighLevel?`;
