import type { PlanItem } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { plural } from '../../lib/format.ts';
import type { PlanOutlook } from './plan-facts.ts';
import { LossList } from './plan-losses.tsx';
import { purposeWords } from './purpose-words.ts';

interface ConfirmApplyProps {
  plan: PlanView;
  outlook: PlanOutlook;
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: (accountName: string) => void;
}

/** For plans that destroy: names every loss, says what a rollback would not bring back, and asks for the account's name. */
export function ConfirmApply({ plan, outlook, open, busy, onClose, onConfirm }: ConfirmApplyProps) {
  const { losses, hard } = outlook;
  const accountName = plan.location.name;
  const words = purposeWords[plan.purpose];
  const rollback = plan.purpose === 'rollback' ? 'Another rollback' : 'A rollback';
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      onConfirm={() => onConfirm(accountName)}
      title={words.confirm(accountName)}
      description={
        <>
          <p>
            {plural(losses.length, 'resource')} of this account {losses.length === 1 ? 'loses' : 'lose'} what the list
            says.
          </p>
          <div tabIndex={0} role="group" aria-label="What is lost" className="max-h-56 overflow-y-auto">
            <LossList losses={losses} />
          </div>
          <ul aria-label="What a rollback would do" className="mt-3 space-y-1">
            <Undo items={hard.irreversible} words={`${rollback} cannot bring back what is lost with`} isBad />
            <Undo items={hard.recreatable} words={`${rollback} would make anew, under a new id, what is lost with`} />
          </ul>
        </>
      }
      confirmLabel={plan.purpose === 'apply' ? 'Apply and remove' : words.apply}
      busy={busy}
      error={null}
      typed={accountName}
    />
  );
}

const namedAtMost = 5;

function Undo({ items, words, isBad = false }: { items: readonly PlanItem[]; words: string; isBad?: boolean }) {
  if (items.length === 0) return null;
  const more = items.length - namedAtMost;
  return (
    <li className={isBad ? 'font-medium text-bad' : ''}>
      {words}{' '}
      {items
        .slice(0, namedAtMost)
        .map(({ title }) => `“${title}”`)
        .join(', ')}
      {more > 0 ? ` and ${more} more` : ''}.
    </li>
  );
}
