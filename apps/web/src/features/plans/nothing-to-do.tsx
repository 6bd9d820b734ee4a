import type { PlanView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Alert } from '../../components/ui/alert.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { plural } from '../../lib/format.ts';
import type { PlanOutlook } from './plan-facts.ts';
import { purposeWords } from './purpose-words.ts';

interface NothingToDoProps {
  plan: PlanView;
  outlook: PlanOutlook;
  replan: () => void;
  busy: boolean;
  denied: string | null;
}

/** In place of the bar to apply with. */
export function NothingToDo({ plan, outlook, replan, busy, denied }: NothingToDoProps) {
  const { manual } = plan.summary;
  const waiting = outlook.waits.size;
  const hasKept = plan.purpose === 'apply' && plan.items.some(({ kept }) => kept.length > 0);
  const { nothing } = purposeWords[plan.purpose];
  const blueprint = `${plan.blueprint.name} v${plan.blueprint.version}`;
  return (
    <div className="mb-4">
      <Alert
        tone={waiting > 0 ? 'warn' : 'ok'}
        title={waiting > 0 ? 'Nothing can be applied yet' : manual > 0 ? 'Nothing to apply' : nothing.title}
        actions={
          <>
            <Button size="sm" busy={busy} disabledReason={denied} onClick={replan}>
              Re-plan
            </Button>
            {waiting > 0 || plan.purpose !== 'apply' ? null : (
              <Link to="/provision" search={{ blueprint: plan.blueprint.id }} className={buttonClass('solid', 'sm')}>
                Provision another account
              </Link>
            )}
          </>
        }
      >
        {waiting > 0
          ? `${waiting === 1 ? 'The one change waits' : waiting === 2 ? 'Both changes wait' : `All ${waiting} changes wait`} for what is left to a person below. Do that in GoHighLevel, then plan again.`
          : manual > 0
            ? `All that the API can write is there. ${plural(manual, 'step')} left to a person ${manual === 1 ? 'is' : 'are'} listed below.`
            : `${nothing.why(blueprint)}${hasKept ? ' Client edits are kept as they are.' : ''}`}
      </Alert>
    </div>
  );
}
