import { type Overwrite, secretText } from '@groundwork/shared/plan';
import type { PlanView } from '@groundwork/shared/views';
import { useNavigate } from '@tanstack/react-router';
import { announce } from '../../lib/announce.tsx';
import { trpc } from '../../trpc.ts';
import { offerValues } from '../blueprints/offered-values.ts';
import { offerOptions } from './offered-options.ts';

interface Otherwise {
  overwrite?: Overwrite[];
  only?: string[] | null;
}

export interface PlanAgain {
  run: (otherwise?: Otherwise) => void;
  busy: boolean;
  error: unknown;
}

/** The same plan once more, of the account as it is now; or with something asked otherwise. */
export function usePlanAgain(plan: PlanView): PlanAgain {
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  const answer = {
    onSuccess: (next: PlanView) => {
      utils.plans.get.setData({ id: next.id }, next);
      announce('A new plan is ready');
      void navigate({ to: '/plans/$planId', params: { planId: next.id }, replace: true });
    },
  };
  const create = trpc.plans.create.useMutation(answer);
  const rollback = trpc.plans.rollback.useMutation(answer);
  const destroy = trpc.plans.destroy.useMutation(answer);
  const { id: locationId } = plan.location;
  const { id: blueprintId, versionId } = plan.blueprint;

  const apply = ({ overwrite = plan.overwrite, only = plan.only }: Otherwise) => {
    if (!Object.values(plan.inputs).includes(secretText))
      return create.mutate({
        locationId,
        blueprintVersionId: versionId,
        variables: plan.inputs,
        overwrite,
        ...(only ? { only } : {}),
      });
    // Nobody is shown a secret, so it has to be given again.
    offerValues(locationId, versionId, plan.inputs);
    offerOptions(locationId, versionId, { overwrite, only });
    void navigate({
      to: '/provision',
      search: { account: locationId, blueprint: blueprintId, version: versionId, step: 'variables' },
    });
  };
  const run = (otherwise: Otherwise = {}) => {
    if (plan.purpose === 'destroy') destroy.mutate({ locationId, blueprintId });
    else if (plan.rollsBack !== null)
      rollback.mutate({ jobId: plan.rollsBack, overwrite: otherwise.overwrite ?? plan.overwrite });
    else apply(otherwise);
  };
  return {
    run,
    busy: create.isPending || rollback.isPending || destroy.isPending,
    error: create.error ?? rollback.error ?? destroy.error,
  };
}
