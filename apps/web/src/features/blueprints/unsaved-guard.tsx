import { useBlocker, useRouter } from '@tanstack/react-router';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';

/**
 * Asks before a page with unsaved text is left, and lets the browser ask before the tab is closed. `isUnsaved` is called at that
 * moment. Who is signed out leaves unasked: the draft is there again after the sign-in.
 */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: () => boolean }) {
  const router = useRouter();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isUnsaved() &&
      // Else it is left already, and only still seen while the next page comes.
      current.pathname === router.state.resolvedLocation?.pathname &&
      next.pathname !== '/sign-in' &&
      (next.pathname !== current.pathname || leavesTheText(current, next)),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={status === 'blocked'}
      onClose={() => reset?.()}
      onConfirm={() => proceed?.()}
      title="Leave without saving?"
      description="The text is not saved. This tab keeps it as a draft until you come back; with the tab it is gone."
      confirmLabel="Leave"
      busy={false}
      error={null}
    />
  );
}

/** At the same address another search can be another text, or none to edit. */
const leavesTheText = (current: { search: object }, next: { search: object }): boolean =>
  JSON.stringify(current.search) !== JSON.stringify(next.search);
