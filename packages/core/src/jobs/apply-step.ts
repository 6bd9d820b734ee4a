import { ServiceError } from '@groundwork/integrations';
import { AppError, type JsonObject } from '@groundwork/shared';
import { kinds, type LiveResource } from '@groundwork/shared/kinds';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Applied, recordApplied, recordIntent, recordUnknown } from './journal.ts';
import { patiently } from './patience.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import { differs, findLive, intended, sameKey } from './target.ts';

const maxAttempts = 3;
/** A list may lag a write by a few seconds (GHL, community reports): "not there" is believed after the last of these. */
const readBackDelaysMs = [0, 1_000, 2_500];

/**
 * Makes one line of the plan true in GHL. Intent is journalled before the call, the result after it; a write whose outcome
 * is unknown is read back by natural key before it is ever repeated. Throws an AppError when the step has failed.
 */
export async function applyStep(run: Run, step: Step, desired: JsonObject): Promise<void> {
  const target = intended(step.item, desired);
  const twins = await twinsOf(run, step, target);
  let doubt: ServiceError | null = null;
  let mustReadBack = step.resumed;
  for (let attempt = 1; ; attempt++) {
    if (mustReadBack) {
      const found = await readBack(run, step, { target, twins });
      const foreign = doubt?.duplicate === true && attempt === 2 && !step.resumed;
      if (found) return recordApplied(run, step, await settle(run, step, found, { target, desired, foreign }));
      if (doubt && !doubt.retryable) throw doubt;
    }
    if (attempt > maxAttempts) throw doubt ?? unknownOutcome(step);
    await recordIntent(run, step, { action: step.item.action, attributes: target, ghlId: step.item.ghlId, twins });
    try {
      const live = await patiently(run.signal, () => write(run, step, target));
      return await recordApplied(run, step, { live, lastApplied: lastApplied(step, desired), origin: originOf(step) });
    } catch (error) {
      if (!(error instanceof ServiceError) || (error.outcome === 'not-applied' && !error.duplicate)) throw error;
      doubt = error;
      mustReadBack = true;
      await recordUnknown(run, step, error);
    }
  }
}

async function write(run: Run, step: Step, target: JsonObject): Promise<LiveResource> {
  const { ghl } = run.core;
  const { kind, action, ghlId } = step.item;
  switch (action) {
    case 'create':
      return ghl.create(kind, run.account, target);
    case 'replace':
      if (ghlId) await ghl.remove(kind, run.account, ghlId);
      return ghl.create(kind, run.account, target);
    case 'update':
      return ghl.update(kind, run.account, liveOf(step), target);
    case 'adopt':
      return step.item.changes.length > 0 ? ghl.update(kind, run.account, liveOf(step), target) : liveOf(step);
    case 'delete':
    case 'no-op':
    case 'manual':
      throw new Error(`a plan line of action ${action} is no step`);
  }
}

/** The object as the account holds it now, or null when the write surely did not happen. */
async function readBack(
  run: Run,
  step: Step,
  sought: { target: JsonObject; twins: readonly string[] },
): Promise<LiveResource | null> {
  for (const delayMs of readBackDelaysMs) {
    await sleep(delayMs, undefined, { signal: run.signal });
    const list = await patiently(run.signal, () => run.core.ghl.list(step.item.kind, run.account)).catch(
      (error: unknown) => {
        run.signal.throwIfAborted();
        throw unknownOutcome(step, error);
      },
    );
    const found = findLive(step.item, list, sought);
    if (!found) continue;
    const written =
      step.item.action === 'create' || step.item.action === 'replace' || !differs(step.item.kind, sought.target, found);
    if (written) return found;
  }
  return null;
}

/** Found after a doubtful write. What came back incomplete is brought to the target; what somebody else made is not. */
async function settle(
  run: Run,
  step: Step,
  found: LiveResource,
  { target, desired, foreign }: { target: JsonObject; desired: JsonObject; foreign: boolean },
): Promise<Applied> {
  const { kind } = step.item;
  const stuck = kinds[kind].immutable.filter((name) => differs(kind, target, found, [name]));
  if (stuck.length > 0 || (foreign && differs(kind, target, found)))
    throw new AppError(
      'CONFLICT',
      `${step.item.title} has appeared in the account since the plan was made, and is not what the plan says. Make a new plan.`,
    );
  const live = differs(kind, target, found)
    ? await patiently(run.signal, () => run.core.ghl.update(kind, run.account, found, target))
    : found;
  return { live, lastApplied: lastApplied(step, desired), origin: foreign ? 'adopted' : originOf(step) };
}

/** Objects that have a replacement's key already, for which it must not be taken afterwards. An earlier attempt wrote them down. */
async function twinsOf(run: Run, step: Step, target: JsonObject): Promise<string[]> {
  if (step.item.action !== 'replace') return [];
  const noted = step.resumed ? step.intent?.['twins'] : undefined;
  if (Array.isArray(noted)) return noted.map(String);
  const list = await patiently(run.signal, () => run.core.ghl.list(step.item.kind, run.account));
  return sameKey(step.item, list, target).flatMap(({ id }) => (id === step.item.ghlId ? [] : [id]));
}

const originOf = (step: Step): 'created' | 'adopted' =>
  step.item.action === 'create' || step.item.action === 'replace' ? 'created' : 'adopted';

function liveOf(step: Step): LiveResource {
  const { ghlId, live } = step.item;
  if (!ghlId || !live) throw new Error(`step ${step.item.address} has no live object to work on`);
  return { id: ghlId, attributes: live };
}

/** What the next plan compares a client's edits with. Where an edit was kept, that is still the value applied before it. */
function lastApplied(step: Step, desired: JsonObject): JsonObject {
  const kept = Object.fromEntries(step.item.kept.map((change) => [change.path, change.base ?? change.before]));
  return { ...desired, ...kept };
}

const unknownOutcome = (step: Step, cause?: unknown): AppError =>
  new AppError(
    'OUTCOME_UNKNOWN',
    `GHL did not say whether ${step.item.title} was written, and the account could not be read to find out. Look at it in GHL, then make a new plan.`,
    { cause, retryable: true },
  );
