import type { JobView, RolloutView, SessionView } from '@groundwork/shared/views';
import { createCaller } from './caller.ts';
import { type Accounts, accounts } from './nouns/accounts.ts';
import { type Blueprints, blueprints } from './nouns/blueprints.ts';
import { type Drift, drift } from './nouns/drift.ts';
import { type Jobs, jobs } from './nouns/jobs.ts';
import { type Keys, keys } from './nouns/keys.ts';
import { type Plans, plans } from './nouns/plans.ts';
import { type Rollouts, rollouts } from './nouns/rollouts.ts';
import { type Variables, variables } from './nouns/variables.ts';
import type { CallOptions, GroundworkOptions } from './options.ts';
import { waitForJob, type WaitForJobOptions } from './wait-for-job.ts';
import { waitForRollout, type WaitForRolloutOptions } from './wait-for-rollout.ts';

export interface Groundwork {
  /** Sub-accounts of the agency. */
  accounts: Accounts;
  /** What accounts shall hold, version by version. */
  blueprints: Blueprints;
  /** What would change in an account. */
  plans: Plans;
  /** Plans that are applied, each to one account. */
  jobs: Jobs;
  /** One blueprint version to many accounts, in waves. */
  rollouts: Rollouts;
  /** Where accounts differ from what was applied. */
  drift: Drift;
  /** Values that blueprints are filled with. */
  variables: Variables;
  /** API keys of the member in whose name this one acts. */
  keys: Keys;
  /** Whose key this is, and what it may. */
  me(options?: CallOptions): Promise<SessionView>;
  /** Resolves when the job has ended, however it ended: look at `state`. */
  waitForJob(id: string, options?: WaitForJobOptions): Promise<JobView>;
  /** Resolves when the rollout has ended, or waits for a person: look at `state`. */
  waitForRollout(id: string, options?: WaitForRolloutOptions): Promise<RolloutView>;
}

/**
 * A client of one agency. It opens nothing and asks nothing before its first call; only an address or a key that none can be is
 * refused at once.
 */
export function createGroundwork(options: GroundworkOptions): Groundwork {
  const caller = createCaller(options);
  return {
    accounts: accounts(caller),
    blueprints: blueprints(caller),
    plans: plans(caller),
    jobs: jobs(caller),
    rollouts: rollouts(caller),
    drift: drift(caller),
    variables: variables(caller),
    keys: keys(caller),
    me: (own) => caller.read((sent) => caller.trpc.session.me.query(undefined, sent), own),
    waitForJob: (id, own) => waitForJob(caller, id, own),
    waitForRollout: (id, own) => waitForRollout(caller, id, own),
  };
}
