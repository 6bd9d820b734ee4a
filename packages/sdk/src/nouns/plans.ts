import type { Overwrite } from '@groundwork/shared/plan';
import type { PlanView, VariableValues } from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';

export interface NewPlan {
  locationId: string;
  blueprintVersionId: string;
  /** For this plan alone; what is left out comes from the levels, then from the blueprint's defaults. */
  variables?: VariableValues | undefined;
  /** Client edits to overwrite; a null path: every one of the address. */
  overwrite?: Overwrite[] | undefined;
  /** A plan about these addresses alone, and what they need. */
  only?: string[] | undefined;
}

/** A plan changes nothing. Apply it by `jobs.start`. */
export interface Plans {
  /** Compares a blueprint version with what the account holds now. */
  create(plan: NewPlan, options?: MutationOptions): Promise<PlanView>;
  /** Takes back what a job did, but for what clients have edited since, unless that is to be overwritten. */
  rollback(of: { jobId: string; overwrite?: Overwrite[] | undefined }, options?: MutationOptions): Promise<PlanView>;
  /** Removes what a blueprint created in an account. */
  destroy(of: { locationId: string; blueprintId: string }, options?: MutationOptions): Promise<PlanView>;
  /** A plan as it was made; `jobId` says whether it was applied. */
  get(id: string, options?: CallOptions): Promise<PlanView>;
}

export const plans = ({ trpc, read, change }: Caller): Plans => ({
  create: ({ variables = {}, ...plan }, options) =>
    change((sent) => trpc.plans.create.mutate({ ...plan, variables }, sent), options),
  rollback: (of, options) => change((sent) => trpc.plans.rollback.mutate(of, sent), options),
  destroy: (of, options) => change((sent) => trpc.plans.destroy.mutate(of, sent), options),
  get: (id, options) => read((sent) => trpc.plans.get.query({ id }, sent), options),
});
