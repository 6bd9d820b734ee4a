import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { FailureAlert } from './failure-alert.tsx';
import { TextField } from './field.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  /** What is lost, and what is not. */
  description: ReactNode;
  confirmLabel: string;
  busy: boolean;
  /** Of the attempt before, if it failed. */
  error: unknown;
  /** A text to be typed first, for what is hard to take back. */
  typed?: string;
}

/** Asks before something that destroys. The cursor starts where nothing happens by accident. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onClose, title, description, typed } = props;
  const field = useRef<HTMLInputElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      initialFocus={typed === undefined ? cancel : field}
    >
      <Question {...props} field={field} cancel={cancel} />
    </Dialog>
  );
}

interface QuestionProps extends ConfirmDialogProps {
  field: RefObject<HTMLInputElement | null>;
  cancel: RefObject<HTMLButtonElement | null>;
}

/** Apart, so that what was typed is gone with the dialog. */
function Question({ onClose, onConfirm, confirmLabel, busy, error, typed, field, cancel }: QuestionProps) {
  const [text, setText] = useState('');
  const matches = typed === undefined || text.trim() === typed.trim();
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (matches && !busy) onConfirm();
      }}
    >
      {error ? <FailureAlert title="That did not work" error={error} /> : null}
      {typed === undefined ? null : (
        <TextField
          ref={field}
          label={
            <>
              Type <strong className="font-semibold">{typed}</strong> to confirm
            </>
          }
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button ref={cancel} onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          look="danger"
          busy={busy}
          disabledReason={matches ? null : `“${typed}” is not typed yet.`}
        >
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
