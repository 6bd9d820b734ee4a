import type { JsonObject } from '@groundwork/shared';
import type { LiveResource } from '@groundwork/shared/kinds';
import { patiently } from './patience.ts';
import { pause } from './pause.ts';
import type { Run } from './run.ts';
import { movedOn, unknownOutcome } from './step-errors.ts';
import type { Step } from './step.ts';
import { differs, hasKey, isOnTheWay, sameKey } from './target.ts';

/** A list may lag a write by a few seconds (GHL, community reports): "not there" is believed after the last of these. */
const delaysMs = [0, 1_000, 2_500];
/** The list of pipelines is the slowest (GHL, community reports). */
const slowDelaysMs = [...delaysMs, 4_500];
/** A worker that died may have sent its write a moment before: it is awaited for as long as a call may take. */
const lastOfDeadMs = 8_000;
const delaysOf = ({ state, item: { kind } }: Step) => [
  ...(kind === 'pipeline' ? slowDelaysMs : delaysMs),
  ...(state === 'RUNNING' ? [lastOfDeadMs] : []),
];

/**
 * The object as the account holds it after a doubtful write, or null when the write surely did not happen. Of an object whose
 * id is known that is asked at once, since reads by id do not lag; a new one is looked for by its natural key.
 */
export async function readBack(
  run: Run,
  step: Step,
  sought: { target: JsonObject; twins: readonly string[] },
): Promise<LiveResource | null> {
  const { kind, action, ghlId } = step.item;
  if (action === 'update' || action === 'adopt') {
    const live = ghlId ? await readOne(run, step, ghlId) : null;
    if (!live || !differs(kind, sought.target, live)) return live;
    if (!isOnTheWay(step.item, sought.target, live)) throw movedOn(step);
    return null;
  }
  const made = step.ghlId ? await readOne(run, step, step.ghlId) : null;
  if (made) return made;
  for (const delayMs of delaysOf(step)) {
    await pause(run, delayMs);
    const found = pick(step, await readList(run, step, sought.target), sought);
    if (found || run.cancelled.aborted) return found;
  }
  return null;
}

/** Of a replacement neither the old object is it, nor one of the same key that was there before; and while the old one is there, it has not happened. */
function pick(
  { item }: Step,
  list: readonly LiveResource[],
  { target, twins }: { target: JsonObject; twins: readonly string[] },
): LiveResource | null {
  if (item.ghlId && list.some((live) => live.id === item.ghlId)) return null;
  return sameKey(item, list, target).find((live) => !twins.includes(live.id)) ?? null;
}

const readList = (run: Run, step: Step, target: JsonObject): Promise<LiveResource[]> =>
  read(run, step, () => run.core.ghl.list(step.item.kind, run.account, run.signal, hasKey(step.item, target)));

export const readOne = (run: Run, step: Step, id: string): Promise<LiveResource | null> =>
  read(run, step, () => run.core.ghl.get(step.item.kind, run.account, id));

/** Without the account nobody knows what the write did. */
const read = <T>(run: Run, step: Step, ask: () => Promise<T>): Promise<T> =>
  patiently(run, ask).catch((error: unknown) => {
    run.signal.throwIfAborted();
    throw unknownOutcome(step, error);
  });
