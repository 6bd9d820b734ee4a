import type { VariableDeclaration } from '@groundwork/shared/blueprint';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/ui/button.tsx';
import { draftOf, readDraft } from './variable-draft.ts';
import { VariableFields } from './variable-fields.tsx';

interface VariableFormProps {
  label: string;
  name: string;
  declaration: VariableDeclaration | null;
  saveLabel: string;
  /** Why it cannot be written now. */
  blocked: string | null;
  /** Answers why it was not written; null: it was. */
  onSave: (variable: { name: string; declaration: VariableDeclaration }) => Promise<string | null>;
  onCancel: () => void;
}

const notLoaded =
  'It was not written: this page could not load what reads the text. Check your connection and try again.';

/** One variable, to be written into the text. */
export function VariableForm({ label, name, declaration, saveLabel, blocked, onSave, onCancel }: VariableFormProps) {
  const [draft, setDraft] = useState(() => draftOf(name, declaration));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const read = readDraft(draft);
  const faults = {
    ...(isTried && draft.name.trim() === ''
      ? { name: 'Give it a name, as blueprints write it: front_desk_phone.' }
      : {}),
    ...(isTried && 'fault' in read ? { preset: read.fault } : {}),
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (blocked !== null || 'fault' in read || draft.name.trim() === '') return;
    setRefusal(await onSave({ name: draft.name.trim(), declaration: read.declaration }).catch(() => notLoaded));
  };
  return (
    <form
      aria-label={label}
      noValidate
      className="space-y-3 rounded-lg border border-line bg-sunken/60 p-3"
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <VariableFields
        draft={draft}
        faults={faults}
        onChange={(change) => {
          setRefusal(null);
          setDraft({ ...draft, ...change });
        }}
      />
      {refusal === null ? null : (
        <p role="alert" className="text-sm font-medium text-bad">
          {refusal}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="solid" size="sm" disabledReason={blocked}>
          {saveLabel}
        </Button>
        <Button size="sm" look="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
