import type { PlanView } from '@groundwork/shared/views';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { CircleCheckBig } from 'lucide-react';
import { ProvisionSteps } from '../components/domain/provision-steps.tsx';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { EmptyState } from '../components/ui/empty-state.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { SkeletonRows } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { ApplyPlan } from '../features/plans/apply-plan.tsx';
import { PlanItems } from '../features/plans/plan-items.tsx';
import { PlanSummaryBar, writesOf } from '../features/plans/plan-summary.tsx';
import { useDenied } from '../features/session/use-me.ts';
import { trpc } from '../trpc.ts';

const route = getRouteApi('/shell/plans/$planId');

/** The permalink of a plan, and the last step of provisioning. */
export function PlanPage() {
  const { planId } = route.useParams();
  const { data: plan, error, refetch } = trpc.plans.get.useQuery({ id: planId });
  if (plan) return <Plan plan={plan} />;
  return error ? (
    <FailureAlert title="The plan could not be loaded" error={error} onRetry={() => void refetch()} />
  ) : (
    <Card>
      <SkeletonRows rows={8} />
    </Card>
  );
}

function Plan({ plan }: { plan: PlanView }) {
  const navigate = useNavigate();
  const deniedToApply = useDenied('job.start');
  const isDone = writesOf(plan.summary) === 0;
  return (
    <>
      <PageHeader
        title={`Plan for ${plan.location.name}`}
        actions={<PlanAgain plan={plan} />}
        above={<ProvisionSteps current="plan" account={plan.location.id} blueprint={plan.blueprint.id} />}
      >
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link to="/blueprints/$blueprintId" params={{ blueprintId: plan.blueprint.id }} className="hover:underline">
            {plan.blueprint.name} v{plan.blueprint.version}
          </Link>
          <span>
            Made by {plan.createdBy ?? 'a former member'} <RelativeTime iso={plan.createdAt} />
          </span>
          <CopyableId id={plan.id} label="plan id" short />
        </span>
      </PageHeader>
      <div className="space-y-5">
        {isDone ? (
          <AlreadyMatches manual={plan.summary.manual} name={plan.location.name} />
        ) : (
          <PlanSummaryBar summary={plan.summary} />
        )}
        <PlanItems items={plan.items} />
        {plan.jobId ? (
          <Alert
            tone="info"
            title="This plan was applied"
            actions={
              <Link to="/jobs/$jobId" params={{ jobId: plan.jobId }} className={buttonClass('solid', 'sm')}>
                Open the job
              </Link>
            }
          >
            A plan is applied at most once. Plan again to see what is left.
          </Alert>
        ) : isDone ? null : (
          <ApplyPlan
            plan={plan}
            deniedReason={deniedToApply}
            onStarted={(job) => void navigate({ to: '/jobs/$jobId', params: { jobId: job.id } })}
          />
        )}
      </div>
    </>
  );
}

/** The same blueprint version and variables against the account as it is now. */
function PlanAgain({ plan }: { plan: PlanView }) {
  const navigate = useNavigate();
  const denied = useDenied('plan.create');
  const create = trpc.plans.create.useMutation({
    onSuccess: (next) => void navigate({ to: '/plans/$planId', params: { planId: next.id } }),
  });
  return (
    <div className="space-y-2">
      <Button
        busy={create.isPending}
        disabledReason={denied}
        onClick={() =>
          create.mutate({
            locationId: plan.location.id,
            blueprintVersionId: plan.blueprint.versionId,
            variables: plan.variables,
          })
        }
      >
        Plan again
      </Button>
      {create.error ? <FailureAlert title="No new plan was made" error={create.error} /> : null}
    </div>
  );
}

const AlreadyMatches = ({ manual, name }: { manual: number; name: string }) => (
  <Card>
    <EmptyState icon={<CircleCheckBig />} title="This account already matches">
      {name} holds everything the blueprint asks for.{' '}
      {manual > 0
        ? `${manual} ${manual === 1 ? 'step is' : 'steps are'} left to a person, below.`
        : 'There is nothing to apply.'}
    </EmptyState>
  </Card>
);
