import { useState } from 'react';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import type { ListedVariable } from './use-variables.ts';

interface RemoveVariableProps {
  variable: ListedVariable;
  onClose: () => void;
  /** Answers why it was not removed; null: it was. */
  onRemove: () => Promise<string | null>;
}

/** Asks first: what uses it is a fault afterwards. */
export function RemoveVariable({ variable: { name, uses }, onClose, onRemove }: RemoveVariableProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const consequence =
    uses.length === 0
      ? 'It is used nowhere. Undo brings it back.'
      : `It is used in ${plural(uses.length, 'place')}, which will be faults until you change them. Undo brings it back.`;
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => void onRemove().then(setRefusal, setError)}
      title={`Remove ${name}?`}
      description={refusal ?? consequence}
      confirmLabel="Remove from the text"
      busy={false}
      error={error}
    />
  );
}
