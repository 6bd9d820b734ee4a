import { fingerprint, onlyAddresses, order, type PlanItem, type StateEntry } from '@groundwork/shared/plan';
import type { Core } from '../context.ts';
import { destroyGoal } from './destroy-goal.ts';
import { blueprintGoal } from './blueprint-goal.ts';
import type { PlanGoal } from './plan-goal.ts';
import type { PlanTarget } from './plan-target.ts';
import { readAccount, readFailed } from './read-account.ts';
import { readClaims, readState } from './read-state.ts';
import { rollbackGoal } from './rollback-goal.ts';

/** Reads the account and our state of it, and computes what applying would do. Writes nothing; also asked again right before an apply. */
export async function computePlan(
  core: Pick<Core, 'db' | 'ghl'>,
  target: PlanTarget,
  signal?: AbortSignal,
): Promise<{ items: PlanItem[]; fingerprint: string; state: StateEntry[] }> {
  const [goal, state, claims] = await Promise.all([
    goalOf(core, target),
    readState(core.db, target),
    readClaims(core.db, target),
  ]);
  const account = await readAccount(core.ghl, target, goal.wanted(state), signal).catch((error: unknown) => {
    throw readFailed(error);
  });
  const all = order(goal.reach({ state, claims, ...account }));
  const items = target.purpose === 'apply' && target.only ? onlyAddresses(all, target.only) : all;
  return { items, fingerprint: fingerprint(items, target), state };
}

async function goalOf(core: Pick<Core, 'db'>, target: PlanTarget): Promise<PlanGoal> {
  switch (target.purpose) {
    case 'apply':
      return blueprintGoal(target);
    case 'rollback':
      return rollbackGoal(core.db, target);
    case 'destroy':
      return destroyGoal;
  }
}
