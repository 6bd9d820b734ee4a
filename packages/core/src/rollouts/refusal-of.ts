import type { Tx } from '@groundwork/db';
import { AppError } from '@groundwork/shared';
import { overwrittenWords } from '@groundwork/shared/plan';
import type { AccountState } from '@groundwork/shared/views';
import { accountClosed } from '../accounts/require-account.ts';
import type { TargetRow } from './target-rows.ts';

interface Approved extends TargetRow {
  location_state: AccountState;
  name: string;
  /** What a person approved, where the account has been planned anew since. */
  first_plan_id: string | null;
}

/** Why an account gets no job, though its turn has come: it is closed, or its new plan does what nobody has approved. */
export async function refusalOf(tx: Tx, target: Approved): Promise<AppError | null> {
  const { location_state: state, name, losses, approved_losses: approved } = target;
  if (state !== 'active') return accountClosed(state, name);
  const lost = (losses ?? []).filter((loss) => !approved?.includes(loss));
  const overwritten = await newlyOverwritten(tx, target);
  const does = [
    ...(lost.length > 0 ? [`destroys what the approved one did not: ${listed(lost)}`] : []),
    ...(overwritten.length > 0 ? [`writes over what somebody changed there since: ${listed(overwritten)}`] : []),
  ];
  if (does.length === 0) return null;
  return new AppError(
    'PLAN_STALE',
    `The new plan for ${name} ${does.join(', and ')}. Look at the plan, and apply it from its page if that is right.`,
  );
}

async function newlyOverwritten(tx: Tx, { agency_id, plan_id, first_plan_id }: Approved): Promise<string[]> {
  if (first_plan_id === null || first_plan_id === plan_id) return [];
  const plans = await tx
    .selectFrom('plans')
    .where('agency_id', '=', agency_id)
    .where('id', 'in', [first_plan_id, plan_id ?? first_plan_id])
    .select(['id', 'items'])
    .execute();
  const wordsOf = (id: string | null) => overwrittenWords(plans.find((plan) => plan.id === id)?.items ?? []);
  const approved = new Set(wordsOf(first_plan_id));
  return wordsOf(plan_id).filter((word) => !approved.has(word));
}

function listed(all: readonly string[]): string {
  const rest = all.length - 10;
  return all.slice(0, 10).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
