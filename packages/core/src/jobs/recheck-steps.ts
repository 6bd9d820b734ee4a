import { AppError, sameJson } from '@groundwork/shared';
import { kinds, type LiveResource } from '@groundwork/shared/kinds';
import { recordFailed } from './journal.ts';
import { patiently } from './patience.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import { sameKey } from './target.ts';

/**
 * A job that goes on after an interruption was compared with the account back then. What nobody has begun to write is
 * compared once more: an edit made meanwhile is not written over.
 */
export async function recheckSteps(run: Run, steps: readonly Step[]): Promise<void> {
  const waiting = Map.groupBy(
    steps.filter((step) => step.state === 'PENDING'),
    (step) => step.item.kind,
  );
  for (const [kind, group] of waiting) {
    const list = await patiently(run.signal, () => run.core.ghl.list(kind, run.account));
    for (const step of group) if (isStale(step, list)) await recordFailed(run, step, stale(step));
  }
}

function isStale({ item }: Step, list: readonly LiveResource[]): boolean {
  if (!item.ghlId || !item.live) return sameKey(item, list, item.desired).length > 0;
  const planned = item.live;
  const now = list.find((live) => live.id === item.ghlId)?.attributes;
  return !now || kinds[item.kind].managed.some((name) => !sameJson(planned[name] ?? null, now[name] ?? null));
}

const stale = (step: Step): AppError =>
  new AppError(
    'PLAN_STALE',
    `${step.item.title} was changed in the account while the job was interrupted, so it was left alone. Make a new plan.`,
  );
