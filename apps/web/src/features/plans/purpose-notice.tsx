import type { PlanView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { Alert } from '../../components/ui/alert.tsx';
import { buttonClass } from '../../components/ui/button.tsx';

/** What a plan that takes something back does, and what it leaves alone. Nothing of one that applies a blueprint. */
export function PurposeNotice({ plan }: { plan: PlanView }) {
  if (plan.purpose === 'apply') return null;
  if (plan.purpose === 'destroy')
    return (
      <div className="mb-4">
        <Alert tone="warn" title={`Removes what ${plan.blueprint.name} created in this account`}>
          What was in the account before Groundwork took it over stays, as does what other blueprints were applied to.
          Nothing is removed before you confirm.
        </Alert>
      </div>
    );
  return (
    <div className="mb-4">
      <Alert
        tone="info"
        title="Takes back what one job did"
        actions={
          plan.rollsBack ? (
            <Link to="/jobs/$jobId" params={{ jobId: plan.rollsBack }} className={buttonClass('outline', 'sm')}>
              Open that job
            </Link>
          ) : null
        }
      >
        What it created is deleted, what it deleted is made again under a new id, and what it changed gets the values
        from before. Of objects that stay, what clients have edited since is kept.
      </Alert>
    </div>
  );
}
