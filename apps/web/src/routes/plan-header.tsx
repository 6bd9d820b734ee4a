import type { PlanView } from '@groundwork/shared/views';
import { Link } from '@tanstack/react-router';
import { ProvisionSteps } from '../components/domain/provision-steps.tsx';
import { CopyableId } from '../components/ui/copyable-id.tsx';
import { PageHeader } from '../components/ui/page-header.tsx';
import { RelativeTime } from '../components/ui/time.tsx';
import { purposeWords } from '../features/plans/purpose-words.ts';
import { DescribeButton } from '../features/assistant/describe-button.tsx';
import { stepsOf } from './steps-of.ts';

/** A plan that applies a blueprint is a step of provisioning; one that takes something back belongs to its account. */
export const PlanHeader = ({ plan }: { plan: PlanView }) => (
  <>
    {plan.purpose === 'apply' ? (
      <ProvisionSteps
        steps={stepsOf({
          at: 'plan',
          account: { id: plan.location.id, name: plan.location.name },
          blueprint: { id: plan.blueprint.id, name: `${plan.blueprint.name} v${plan.blueprint.version}` },
        })}
      />
    ) : null}
    <PageHeader
      title={purposeWords[plan.purpose].title(plan.location.name)}
      above={
        plan.purpose === 'apply' ? null : (
          <Link to="/accounts/$locationId" params={{ locationId: plan.location.id }} className="hover:underline">
            {plan.location.name}
          </Link>
        )
      }
      actions={
        <DescribeButton
          request={{ task: 'document', planId: plan.id }}
          what={purposeWords[plan.purpose].title(plan.location.name)}
        />
      }
    >
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
  </>
);
