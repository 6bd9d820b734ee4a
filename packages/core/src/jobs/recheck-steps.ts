import { sameJson } from '@groundwork/shared';
import { fillReferences } from '@groundwork/shared/blueprint';
import { type KindName, kinds, type LiveResource } from '@groundwork/shared/kinds';
import { readClaims } from '../plans/read-state.ts';
import { patiently } from './patience.ts';
import { recordFailed } from './record.ts';
import type { Run } from './run.ts';
import { stale } from './step-errors.ts';
import type { Step } from './step.ts';
import { sameKey } from './target.ts';

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
  const claims = await readClaims(run.core.db, run.target);
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
        groups.map(async ([kind, group]) => ({ group, list: await run.core.ghl.list(kind, run.account, signal) })),
      ),
    { endless: true },
  );
  await Promise.all(
    read.map(async ({ group, list }) => {
      const moved = group.filter((step) => isStale(step, list, claimed));
      await Promise.all(moved.map((step) => recordFailed(run, step, stale(step))));
    }),
  );
}

function isStale({ item }: Step, list: readonly LiveResource[], claimed: ReadonlySet<string>): boolean {
  // Names hold no references, but as templates they may hold escapes.
  const target = fillReferences(item.target, () => undefined);
  if (!item.ghlId || !item.live) return sameKey(item, list, target).length > 0;
  const planned = item.live;
  const now = list.find((live) => live.id === item.ghlId)?.attributes;
  if (item.action === 'delete' && (!now || claimed.has(`${item.kind}:${item.ghlId}`))) return now !== undefined;
  if (!now) return true;
  return kinds[item.kind].managed.some((name) => !sameJson(planned[name] ?? null, now[name] ?? null));
}
