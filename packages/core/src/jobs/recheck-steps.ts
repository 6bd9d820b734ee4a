import { sameJson } from '@groundwork/shared';
import { fillReferences } from '@groundwork/shared/blueprint';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import type { PlanItem } from '@groundwork/shared/plan';
import { readClaims, readState } from '../plans/read-state.ts';
import { patiently } from './patience.ts';
import { recordFailed } from './record.ts';
import type { Run } from './run.ts';
import { recordedOf, seeBefore } from './see-before.ts';
import { stale } from './step-errors.ts';
import type { Step } from './step.ts';
import { hasKey, sameKey } from './target.ts';

/**
 * A job that goes on after an interruption was compared with the account back then. What nobody has begun to write is
 * compared once more: an edit made meanwhile is not written over. What was begun is read back by its step.
 */
export async function recheckSteps(run: Run, steps: readonly Step[]): Promise<void> {
  const waiting = Map.groupBy(
    steps.filter((step) => step.state === 'PENDING'),
    (step) => step.item.kind,
  );
  // What another blueprint was applied to meanwhile is not this one's to delete any more.
  const [claims, state] = await Promise.all([readClaims(run.core.db, run.target), readState(run.core.db, run.target)]);
  const recorded = recordedOf(state);
  const claimed = new Set(claims.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  // Where all were begun one list is read nonetheless: a run waits for the OAuth service here, without end, or breaks off further on.
  const [left] = steps.filter((step) => step.state !== 'VERIFIED');
  const groups: [KindName, Step[]][] = waiting.size === 0 && left ? [[left.item.kind, []]] : [...waiting];
  const signal = AbortSignal.any([run.signal, run.cancelled]);
  // All of them at one time, however long that has to be waited for.
  const read = await patiently(
    run,
    () =>
      Promise.all(
        groups.map(async ([kind, group]) => ({
          group,
          list: await run.core.ghl.list(kind, run.account, signal, isAbout(group)),
        })),
      ),
    { endless: true },
  );
  await Promise.all(
    read.map(async ({ group, list }) => {
      const live = new Map(list.map(({ id, attributes }) => [id, attributes]));
      const moved = group.filter((step) => isStale(step, list, claimed));
      for (const step of group)
        if (!moved.includes(step)) seeBefore(step, live.get(step.item.ghlId ?? '') ?? null, recorded);
      await Promise.all(moved.map((step) => recordFailed(run, step, stale(step))));
    }),
  );
}

function isAbout(steps: readonly Step[]): (live: LiveResource) => boolean {
  const ids = new Set(steps.map(({ item }) => item.ghlId));
  const keys = steps.map(({ item }) => hasKey(item, keyedTarget(item)));
  return (live) => ids.has(live.id) || keys.some((isOf) => isOf(live));
}

/** Names hold no references, but as templates they may hold escapes. */
const keyedTarget = ({ target }: PlanItem) => fillReferences(target, () => undefined);

function isStale({ item }: Step, list: readonly LiveResource[], claimed: ReadonlySet<string>): boolean {
  if (!item.ghlId || !item.live) return sameKey(item, list, keyedTarget(item)).length > 0;
  const planned = item.live;
  const now = list.find((live) => live.id === item.ghlId)?.attributes;
  if (item.action === 'delete' && (!now || claimed.has(`${item.kind}:${item.ghlId}`))) return now !== undefined;
  if (!now) return true;
  return kinds[item.kind].managed.some((name) => !sameJson(planned[name] ?? null, now[name] ?? null));
}
