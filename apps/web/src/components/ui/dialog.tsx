import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description: ReactNode;
  children: ReactNode;
  initialFocus?: RefObject<HTMLElement | null>;
  /** What would be lost by closing it now. Then only what is inside closes it: not Escape, nor a click beside it. */
  heldBy?: string | null;
}

export function Dialog({ open, onClose, title, description, children, initialFocus, heldBy = null }: DialogProps) {
  const [wasRefused, setRefused] = useState(false);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        if (heldBy === null) onClose();
        else setRefused(true);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Base.Popup
          {...(initialFocus ? { initialFocus } : {})}
          // `lib/keep-focus.ts` brings it back: what opened the dialog may be gone with what was asked.
          finalFocus={false}
          className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border border-line bg-surface p-5 shadow-pop"
        >
          <div className="flex items-start justify-between gap-4">
            <Base.Title className="text-lg font-semibold">{title}</Base.Title>
            {heldBy === null ? (
              <Base.Close
                aria-label="Close"
                className="-m-1 grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-sunken"
              >
                <X aria-hidden className="size-4" />
              </Base.Close>
            ) : null}
          </div>
          <Base.Description render={<div />} className="mt-1 text-sm text-muted">
            {description}
          </Base.Description>
          {heldBy !== null && wasRefused ? (
            <p role="alert" className="mt-2 text-sm font-medium text-warn">
              {heldBy}
            </p>
          ) : null}
          <div className="mt-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
