import { kinds, type LiveResource } from '@groundwork/shared/kinds';
import { attemptStep } from './attempt-step.ts';
import { patiently } from './patience.ts';
import { readBack } from './read-back.ts';
import { type Applied, recordApplied } from './record.ts';
import type { Run } from './run.ts';
import { appeared, movedOn } from './step-errors.ts';
import type { Step } from './step.ts';
import { differs, type Filled, isOnTheWay, sameKey } from './target.ts';

/** Makes one line of the plan, other than a delete, true in GHL. Throws an AppError when the step has failed. */
export async function applyStep(run: Run, step: Step, filled: Filled): Promise<void> {
  const { target, applied: lastApplied } = filled;
  const twins = await twinsOf(run, step, filled);
  await attemptStep<Applied>(run, step, {
    intent: { action: step.item.action, attributes: target, ghlId: step.item.ghlId, twins },
    write: async () => ({ live: await write(run, step, filled), lastApplied, origin: originOf(step) }),
    async lookBack(isTaken) {
      const found = await readBack(run, step, { target, twins });
      return found && settle(run, step, found, { filled, isTaken });
    },
    record: (applied) => recordApplied(run, step, applied),
  });
}

async function write(run: Run, step: Step, { target }: Filled): Promise<LiveResource> {
  const { ghl } = run.core;
  const { kind, action, ghlId, changes } = step.item;
  switch (action) {
    case 'create':
      return ghl.create(kind, run.account, target);
    case 'replace':
      if (ghlId) await ghl.remove(kind, run.account, ghlId);
      return ghl.create(kind, run.begun, target);
    case 'update':
      return ghl.update(kind, run.account, liveOf(step), target);
    case 'adopt':
      return changes.length > 0 ? ghl.update(kind, run.account, liveOf(step), target) : liveOf(step);
    case 'delete':
    case 'no-op':
    case 'manual':
      throw new Error(`a plan line of action ${action} is not written`);
  }
}

/** Found after a doubtful write. What came back incomplete is brought to the target; what somebody else made is not. */
async function settle(
  run: Run,
  step: Step,
  found: LiveResource,
  { filled: { target, applied }, isTaken }: { filled: Filled; isTaken: boolean },
): Promise<Applied> {
  const { kind } = step.item;
  if (differs(kind, target, found)) {
    if (isTaken || differs(kind, target, found, kinds[kind].immutable)) throw appeared(step);
    if (!isOnTheWay(step.item, target, found)) throw movedOn(step);
  }
  const live = differs(kind, target, found)
    ? await patiently(run, () => run.core.ghl.update(kind, run.account, found, target))
    : found;
  return { live, lastApplied: applied, origin: isTaken ? 'adopted' : originOf(step) };
}

/** Only ids and names are looked at. */
const noParts = () => false;

/** Objects that have a replacement's key already, for which it must not be taken afterwards. An earlier attempt wrote them down. */
async function twinsOf(run: Run, step: Step, { target }: Filled): Promise<string[]> {
  if (step.item.action !== 'replace') return [];
  const noted = step.resumed ? step.intent?.['twins'] : undefined;
  if (Array.isArray(noted)) return noted.map(String);
  const list = await patiently(run, () => run.core.ghl.list(step.item.kind, run.account, run.cancelled, noParts));
  return sameKey(step.item, list, target).flatMap(({ id }) => (id === step.item.ghlId ? [] : [id]));
}

const originOf = (step: Step): 'created' | 'adopted' =>
  step.item.action === 'create' || step.item.action === 'replace' ? 'created' : 'adopted';

function liveOf({ item: { address, ghlId, live } }: Step): LiveResource {
  if (!ghlId || !live) throw new Error(`step ${address} has no live object to work on`);
  return { id: ghlId, attributes: live };
}
