import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { FailureAlert } from '../../components/ui/failure-alert.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { announce } from '../../lib/announce.tsx';
import type { EditorPort } from '../../lib/editor-port.ts';
import { RemoveVariable } from './remove-variable.tsx';
import { changedText, type EditResult, type ListedVariable, textWithout, useVariables } from './use-variables.ts';
import { VariableForm } from './variable-form.tsx';
import { VariableRow } from './variable-row.tsx';

/** What differs from account to account, as a form. Each change is an edit of the text, which undo takes back. */
export function VariablesForm({ editor }: { editor: EditorPort }) {
  const { data, error, isPlaceholderData, refetch } = useVariables(editor.source);
  /** Whose form is open; '' is the one for a new variable. */
  const [open, setOpen] = useState<string | null>(null);
  const [closed, setClosed] = useState<string | null>(null);
  const [removing, setRemoving] = useState<ListedVariable | null>(null);
  const write = useTextEdit(editor);
  if (error)
    return <FailureAlert title="The variables could not be read" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-32 w-full" />;
  if (!data.variables)
    return (
      <p className="text-sm text-muted">
        {editor.source.trim() === ''
          ? 'There is no text yet. Its variables will stand here.'
          : 'The text cannot be read as YAML or JSON. Correct its faults first.'}
      </p>
    );

  const blocked = editor.proposal ? 'Take or dismiss the proposal first.' : null;
  const close = (name: string) => {
    setOpen(null);
    setClosed(name);
  };
  const edit = (name: string) => {
    setClosed(null);
    setOpen(name);
  };
  const save = async (from: string | null, to: { name: string; declaration: VariableDeclaration }) => {
    const refusal = await write((source) => changedText(source, from, to));
    if (refusal !== null) return refusal;
    announce(`${to.name} is written into the text`);
    close(to.name);
    return null;
  };
  return (
    <div className="space-y-3" aria-busy={isPlaceholderData}>
      <p className="text-sm text-muted">
        {data.variables.length === 0
          ? 'None yet: every account gets the same. A variable is what differs from account to account.'
          : 'What differs from account to account. A change here is an edit of the text; undo takes it back.'}
      </p>
      <ul aria-label="Variables of the text" className="divide-y divide-line">
        {data.variables.map((variable) => (
          <li key={variable.name} className="py-2">
            {open === variable.name ? (
              <VariableForm
                label={`Variable ${variable.name}`}
                name={variable.name}
                declaration={variable.declaration}
                saveLabel={variable.declaration ? 'Change the text' : 'Declare it'}
                blocked={blocked}
                onSave={(to) => save(variable.declaration ? variable.name : null, to)}
                onCancel={() => close(variable.name)}
              />
            ) : (
              <VariableRow
                variable={variable}
                blocked={blocked}
                takesFocus={closed === variable.name}
                onEdit={() => edit(variable.name)}
                onRemove={() => setRemoving(variable)}
                onJump={(at) => editor.jumpTo(at)}
              />
            )}
          </li>
        ))}
      </ul>
      {open === '' ? (
        <VariableForm
          label="New variable"
          name=""
          declaration={null}
          saveLabel="Add to the text"
          blocked={blocked}
          onSave={(to) => save(null, to)}
          onCancel={() => close('')}
        />
      ) : (
        <Button
          size="sm"
          icon={<Plus aria-hidden className="size-4" />}
          disabledReason={blocked}
          onClick={() => edit('')}
        >
          Add a variable
        </Button>
      )}
      {removing ? (
        <RemoveVariable
          variable={removing}
          onClose={() => setRemoving(null)}
          onRemove={async () => {
            const refusal = await write((source) => textWithout(source, removing.name));
            if (refusal !== null) return refusal;
            announce(`${removing.name} is removed from the text`);
            setRemoving(null);
            return null;
          }}
        />
      ) : null}
    </div>
  );
}

/** Puts an edit of the text in its place; answers why not. What is typed while it is worked out is never lost. */
function useTextEdit(editor: EditorPort) {
  const port = useRef(editor);
  useEffect(() => {
    port.current = editor;
  });
  return async (edit: (source: string) => Promise<EditResult>): Promise<string | null> => {
    const { source } = port.current;
    const result = await edit(source);
    if (!result.ok) return result.reason;
    if (port.current.source !== source) return 'The text was changed meanwhile. Try again.';
    port.current.replace(result.source);
    return null;
  };
}
