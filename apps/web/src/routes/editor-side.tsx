import { useState } from 'react';
import { TabList } from '../components/ui/tab-list.tsx';
import { AssistantPanel } from '../features/assistant/assistant-panel.tsx';
import { EditorHistory } from '../features/blueprints/editor-history.tsx';
import { VariablesForm } from '../features/blueprints/variables-form.tsx';
import { useDenied } from '../features/session/use-me.ts';
import type { EditorPort } from '../lib/editor-port.ts';

interface EditorSideProps {
  editor: EditorPort;
  /** Of a blueprint that has versions. */
  blueprintId?: string;
  /** The page was opened to describe something: the cursor begins with the assistant. */
  isDescribing?: boolean | undefined;
}

type Side = 'assistant' | 'variables' | 'history';

/** Beside the text: who writes with you, what differs between accounts, and what was before. */
export function EditorSide({ editor, blueprintId, isDescribing = false }: EditorSideProps) {
  const [side, setSide] = useState<Side>('assistant');
  const denied = useDenied('assistant.use');
  return (
    <TabList<Side>
      label="Beside the text"
      tabs={[
        { value: 'assistant', label: 'Assistant' },
        { value: 'variables', label: 'Variables' },
        ...(blueprintId === undefined ? [] : [{ value: 'history', label: 'History' } as const]),
      ]}
      value={side}
      onChange={setSide}
    >
      {/* It keeps its thread, and goes on writing, behind another tab. */}
      <div hidden={side !== 'assistant'}>
        <AssistantPanel editor={editor} deniedReason={denied} takesFocus={isDescribing} />
      </div>
      {side === 'variables' ? <VariablesForm editor={editor} /> : null}
      {side === 'history' && blueprintId !== undefined ? (
        <EditorHistory editor={editor} blueprintId={blueprintId} />
      ) : null}
    </TabList>
  );
}
