import type { Loss } from '@groundwork/shared/plan';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import { LossList } from './plan-losses.tsx';

interface ConfirmApplyProps {
  accountName: string;
  losses: readonly Loss[];
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: (accountName: string) => void;
}

/** For plans that destroy: names every loss, and asks for the account's name. */
export function ConfirmApply({ accountName, losses, open, busy, onClose, onConfirm }: ConfirmApplyProps) {
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      onConfirm={() => onConfirm(accountName)}
      title={`Apply to ${accountName}?`}
      description={
        <>
          <p>
            {plural(losses.length, 'resource')} of this account {losses.length === 1 ? 'loses' : 'lose'} what the list
            says. This cannot be undone.
          </p>
          <div tabIndex={0} role="group" aria-label="What is lost" className="max-h-56 overflow-y-auto">
            <LossList losses={losses} />
          </div>
        </>
      }
      confirmLabel="Apply and remove"
      busy={busy}
      error={null}
      typed={accountName}
    />
  );
}
