import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';

/** Asks before what was written and not saved is lost, by a link, by going back or by closing the tab. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const blocker = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      title="Leave without saving?"
      description="Values that were changed here are not saved yet, and will be lost."
      confirmLabel="Leave without saving"
      busy={false}
      error={null}
    />
  );
}
