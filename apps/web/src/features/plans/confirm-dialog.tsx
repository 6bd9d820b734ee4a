import type { PlanView } from '@groundwork/shared/views';
import { useRef, useState } from 'react';
import { ActionMark } from '../../components/domain/plan-action.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { TextField } from '../../components/ui/field.tsx';
import { plural } from '../../lib/format.ts';
import { losses } from './plan-facts.ts';

interface ConfirmDialogProps {
  plan: PlanView;
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: (accountName: string) => void;
}

/** For plans that destroy: names every loss, and asks for the account's name. */
export function ConfirmDialog({ plan, open, busy, onClose, onConfirm }: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const lost = losses(plan.items);
  const { name } = plan.location;
  const matches = typed.trim() === name.trim();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Apply to ${name}?`}
      description={`${plural(lost.length, 'resource')} of this account will be removed, with everything stored in them on every record. This cannot be undone.`}
      initialFocus={field}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && !busy) onConfirm(name);
        }}
      >
        <ul className="mb-4 max-h-48 space-y-1 overflow-y-auto">
          {lost.map((item) => (
            <li key={item.address} className="flex items-center gap-2 text-sm">
              <ActionMark action={item.action} />
              <span dir="auto" className="font-medium">
                {item.title}
              </span>
              <code className="font-mono text-xs text-muted">{item.address}</code>
            </li>
          ))}
        </ul>
        <TextField
          ref={field}
          label={
            <>
              Type <strong className="font-semibold">{name}</strong> to confirm
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
        />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="danger"
            busy={busy}
            disabledReason={matches ? null : "The account's name is not typed yet."}
          >
            Apply and remove
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
