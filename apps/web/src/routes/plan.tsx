import type { PlanView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { ProvisionSteps } from '../components/domain/provision-steps.tsx';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { Skeleton, SkeletonRows } from '../components/ui/skeleton.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { ApplyBar } from '../features/plans/apply-bar.tsx';
import { outlookOf, type PlanOutlook } from '../features/plans/plan-facts.ts';
import { PlanLines } from '../features/plans/plan-lines.tsx';
import { PlanLosses } from '../features/plans/plan-losses.tsx';
import { hasSecrets } from '../features/plans/has-secrets.ts';
import { PlanVariables } from '../features/plans/plan-variables.tsx';
import { offerValues } from '../features/blueprints/offered-values.ts';
import { useDenied } from '../features/session/use-me.ts';
import { isMissing } from '../lib/app-error.ts';
import { plural } from '../lib/format.ts';
import { trpc } from '../trpc.ts';
import { NotFoundPage } from './not-found.tsx';
import { stepsOf } from './steps-of.ts';

const route = getRouteApi('/shell/plans/$planId');

export function PlanPage() {
  const { planId } = route.useParams();
  const { data: plan, error, refetch } = trpc.plans.get.useQuery({ id: planId });
  if (plan) return <LoadedPlan key={plan.id} plan={plan} />;
  if (!error) return <PlanSkeleton />;
  if (isMissing(error)) return <NotFoundPage />;
  return <FailureAlert title="The plan could not be loaded" error={error} onRetry={() => void refetch()} />;
}

function LoadedPlan({ plan }: { plan: PlanView }) {
  const navigate = route.useNavigate();
  const utils = trpc.useUtils();
  const deniedPlan = useDenied('plan.create');
  const deniedApply = useDenied('job.start');
  const create = trpc.plans.create.useMutation({
    onSuccess: (next) => {
      utils.plans.get.setData({ id: next.id }, next);
      void navigate({ to: '/plans/$planId', params: { planId: next.id }, replace: true });
    },
  });
  const { id: locationId } = plan.location;
  const { id: blueprint, versionId } = plan.blueprint;
  const replan = () => {
    if (!hasSecrets(plan))
      return create.mutate({ locationId, blueprintVersionId: versionId, variables: plan.variables });
    offerValues(locationId, versionId, plan.variables);
    void navigate({
      to: '/provision',
      search: { account: locationId, blueprint, version: versionId, step: 'variables' },
    });
  };
  const outlook = useMemo(() => outlookOf(plan.items), [plan.items]);
  const finish = (jobId: string) => {
    void utils.plans.get.invalidate({ id: plan.id });
    void navigate({ to: '/jobs/$jobId', params: { jobId } });
  };

  return (
    <>
      <ProvisionSteps
        steps={stepsOf({
          at: 'plan',
          account: { id: plan.location.id, name: plan.location.name },
          blueprint: { id: plan.blueprint.id, name: `${plan.blueprint.name} v${plan.blueprint.version}` },
        })}
      />
      <PageHeader title={`Plan for ${plan.location.name}`}>
        <span className="flex flex-wrap items-center gap-x-2">
          <Link
            to="/blueprints/$blueprintId"
            params={{ blueprintId: plan.blueprint.id }}
            className="text-accent hover:underline"
          >
            {plan.blueprint.name} v{plan.blueprint.version}
          </Link>
          <span>
            planned <RelativeTime iso={plan.createdAt} />
            {plan.createdBy ? ` by ${plan.createdBy}` : ''}
          </span>
          <CopyableId id={plan.id} label="plan id" short />
        </span>
      </PageHeader>
      {create.error ? (
        <div className="mb-4">
          <FailureAlert title="The new plan was not made" error={create.error} onRetry={replan} />
        </div>
      ) : null}
      {outlook.now === 0 ? (
        <NothingToDo plan={plan} outlook={outlook} replan={replan} busy={create.isPending} denied={deniedPlan} />
      ) : null}
      {plan.jobId ? (
        <div className="mb-4">
          <Alert
            tone="info"
            title="This plan was applied"
            actions={
              <Link to="/jobs/$jobId" params={{ jobId: plan.jobId }} className={buttonClass('solid', 'sm')}>
                Open its job
              </Link>
            }
          >
            A plan is applied at most once. Plan again to see what differs now.
          </Alert>
        </div>
      ) : null}
      {plan.jobId ? null : <PlanLosses losses={outlook.losses} />}
      <PlanLines
        plan={plan}
        waits={outlook.waits}
        checkAgain={
          <Button
            size="sm"
            busy={create.isPending}
            disabledReason={deniedPlan}
            icon={<RefreshCw aria-hidden className="size-3.5" />}
            onClick={replan}
          >
            Check again
          </Button>
        }
      />
      <PlanVariables variables={plan.variables} />
      {outlook.now > 0 && !plan.jobId ? (
        <ApplyBar
          plan={plan}
          outlook={outlook}
          deniedReason={deniedApply}
          replan={{ run: replan, busy: create.isPending, deniedReason: deniedPlan }}
          onStarted={finish}
        />
      ) : null}
    </>
  );
}

interface NothingToDoProps {
  plan: PlanView;
  outlook: PlanOutlook;
  replan: () => void;
  busy: boolean;
  denied: string | null;
}

/** In place of the bar to apply with. */
function NothingToDo({ plan, outlook, replan, busy, denied }: NothingToDoProps) {
  const { manual } = plan.summary;
  const waiting = outlook.waits.size;
  return (
    <div className="mb-4">
      <Alert
        tone={waiting > 0 ? 'warn' : 'ok'}
        title={
          waiting > 0 ? 'Nothing can be applied yet' : manual > 0 ? 'Nothing to apply' : 'This account already matches'
        }
        actions={
          <>
            <Button size="sm" busy={busy} disabledReason={denied} onClick={replan}>
              Re-plan
            </Button>
            {waiting > 0 ? null : (
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
            : `Everything ${plan.blueprint.name} v${plan.blueprint.version} describes is there, as it describes it.`}
      </Alert>
    </div>
  );
}

const PlanSkeleton = () => (
  <>
    <Skeleton className="mb-6 h-11 w-full" />
    <Skeleton className="h-6 w-72" />
    <Skeleton className="mt-2 mb-5 h-4 w-52" />
    <Card className="mb-4 h-13" />
    <Card>
      <SkeletonRows rows={10} className="h-10" />
    </Card>
  </>
);
