import type { PlanView } from '@groundwork/shared/views';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import { losses } from './plan-facts.ts';
import { LossList } from './plan-losses.tsx';

interface ConfirmApplyProps {
  plan: PlanView;
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: (accountName: string) => void;
}

/** For plans that destroy: names every loss, and asks for the account's name. */
export function ConfirmApply({ plan, open, busy, onClose, onConfirm }: ConfirmApplyProps) {
  const lost = losses(plan.items);
  const { name } = plan.location;
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      onConfirm={() => onConfirm(name)}
      title={`Apply to ${name}?`}
      description={
        <>
          <p>
            {plural(lost.length, 'resource')} of this account {lost.length === 1 ? 'loses' : 'lose'} what the list says.
            This cannot be undone.
          </p>
          <div tabIndex={0} role="group" aria-label="What is lost" className="max-h-56 overflow-y-auto">
            <LossList losses={lost} />
          </div>
        </>
      }
      confirmLabel="Apply and remove"
      busy={busy}
      error={null}
      typed={name}
    />
  );
}
