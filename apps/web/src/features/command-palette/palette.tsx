import { Dialog } from '@base-ui/react/dialog';
import { PaletteSearch } from './palette-search.tsx';
import type { PageLink } from './use-commands.ts';

export interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  /** The pages of the navigation. */
  pages: readonly PageLink[];
  onSignOut: () => void;
}

/** Finds any page, account, blueprint, rollout or recent job, and does what can be done from anywhere. */
export function Palette({ isOpen, onClose, pages, onSignOut }: PaletteProps) {
  return (
    <Dialog.Root
      open={isOpen}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup
          data-palette
          aria-label="Search or do"
          // `lib/keep-focus.ts` brings it back, unless a page that was opened, or what that page asks, took it already.
          finalFocus={false}
          className="fixed top-[min(12dvh,6rem)] left-1/2 z-50 flex max-h-[min(34rem,calc(100dvh-8rem))] w-[min(36rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line bg-surface shadow-pop"
        >
          <PaletteSearch pages={pages} onSignOut={onSignOut} onDone={onClose} />
          <Dialog.Close className="sr-only">Close</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
