import type { PlanView } from '@groundwork/shared/views';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Alert } from '../components/ui/alert.tsx';
import { Button, buttonClass } from '../components/ui/button.tsx';
import { Card } from '../components/ui/card.tsx';
import { FailureAlert } from '../components/ui/failure-alert.tsx';
import { Skeleton, SkeletonRows } from '../components/ui/skeleton.tsx';
import { ApplyBar } from '../features/plans/apply-bar.tsx';
import { ClientEdits } from '../features/plans/client-edits.tsx';
import { choose, type EditChoices, editsOf, overwriteOf } from '../features/plans/edit-choices.ts';
import { EditChoicesContext, type EditChoosing } from '../features/plans/edit-choices-context.ts';
import { NothingToDo } from '../features/plans/nothing-to-do.tsx';
import { OnlyNotice } from '../features/plans/only-notice.tsx';
import { outlookOf } from '../features/plans/plan-facts.ts';
import { PlanLines } from '../features/plans/plan-lines.tsx';
import { PlanLosses } from '../features/plans/plan-losses.tsx';
import { PlanVariables } from '../features/plans/plan-variables.tsx';
import { PurposeNotice } from '../features/plans/purpose-notice.tsx';
import { purposeWords } from '../features/plans/purpose-words.ts';
import { UpdateBar } from '../features/plans/update-bar.tsx';
import { usePlanAgain } from '../features/plans/use-plan-again.ts';
import { useDenied } from '../features/session/use-me.ts';
import { isMissing } from '../lib/app-error.ts';
import { trpc } from '../trpc.ts';
import { NotFoundPage } from './not-found.tsx';
import { PlanHeader } from './plan-header.tsx';

const route = getRouteApi('/shell/plans/$planId');
const none: EditChoices = new Map();

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
  const again = usePlanAgain(plan);
  const replan = () => again.run();
  const outlook = useMemo(() => outlookOf(plan.items), [plan.items]);
  const [choices, setChoices] = useState(none);
  const canChoose = plan.purpose !== 'destroy' && plan.jobId === null && deniedPlan === null;
  const choosing = useMemo(
    (): EditChoosing => ({
      overwrite: plan.overwrite,
      choices,
      onChoose: canChoose ? (edit, overwrites) => setChoices((now) => choose(now, edit, overwrites)) : null,
      otherwise: plan.purpose === 'rollback' ? 'before the job it was' : 'the blueprint says',
    }),
    [plan, choices, canChoose],
  );
  const chooseAll = (overwrites: boolean) =>
    setChoices((now) =>
      plan.items
        .flatMap((item) => editsOf(item, plan.overwrite))
        .reduce((next, edit) => choose(next, edit, overwrites), now),
    );
  const finish = (jobId: string) => {
    void utils.plans.get.invalidate({ id: plan.id });
    void navigate({ to: '/jobs/$jobId', params: { jobId } });
  };

  return (
    <EditChoicesContext value={choosing}>
      <PlanHeader plan={plan} />
      {again.error ? (
        <div className="mb-4">
          <FailureAlert title="The new plan was not made" error={again.error} onRetry={replan} />
        </div>
      ) : null}
      {outlook.now === 0 ? (
        <NothingToDo plan={plan} outlook={outlook} replan={replan} busy={again.busy} denied={deniedPlan} />
      ) : null}
      {plan.jobId ? <Applied plan={plan} jobId={plan.jobId} /> : <PurposeNotice plan={plan} />}
      {plan.only ? (
        <OnlyNotice
          addresses={plan.only}
          onAll={plan.purpose === 'apply' ? () => again.run({ only: null }) : null}
          busy={again.busy}
          deniedReason={deniedPlan}
        />
      ) : null}
      {plan.jobId ? null : <PlanLosses losses={outlook.losses} />}
      <ClientEdits items={plan.items} onAll={chooseAll} />
      <PlanLines
        plan={plan}
        waits={outlook.waits}
        checkAgain={
          <Button
            size="sm"
            busy={again.busy}
            disabledReason={deniedPlan}
            icon={<RefreshCw aria-hidden className="size-3.5" />}
            onClick={replan}
          >
            Check again
          </Button>
        }
      />
      <PlanVariables plan={plan} />
      {choices.size > 0 ? (
        <UpdateBar
          choices={choices}
          busy={again.busy}
          onUpdate={() => again.run({ overwrite: overwriteOf(plan, choices) })}
          onDiscard={() => setChoices(none)}
        />
      ) : outlook.now > 0 && !plan.jobId ? (
        <ApplyBar
          plan={plan}
          outlook={outlook}
          deniedReason={deniedApply}
          replan={{ run: replan, busy: again.busy, deniedReason: deniedPlan }}
          onStarted={finish}
        />
      ) : null}
    </EditChoicesContext>
  );
}

const Applied = ({ plan, jobId }: { plan: PlanView; jobId: string }) => (
  <div className="mb-4">
    <Alert
      tone="info"
      title={purposeWords[plan.purpose].applied}
      actions={
        <Link to="/jobs/$jobId" params={{ jobId }} className={buttonClass('solid', 'sm')}>
          Open its job
        </Link>
      }
    >
      A plan is applied at most once. Plan again to see what differs now.
    </Alert>
  </div>
);

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
