import { AppError, type JsonObject } from '@groundwork/shared';
import { fillReferences, type Lookup, references } from '@groundwork/shared/blueprint';
import type { PlanItem } from '@groundwork/shared/plan';
import { applyStep } from './apply-step.ts';
import { recordEnd, recordFailed } from './journal.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import { verifySteps } from './verify-steps.ts';

const concurrency = 8;

/** Applies the open steps as far as their dependencies allow, several at once; then verifies what was applied, kind by kind. */
export async function runSteps(run: Run, items: readonly PlanItem[], steps: readonly Step[]): Promise<void> {
  const lookup = createLookup(items, steps);
  const desiredOf = (step: Step): JsonObject => fillReferences(step.item.desired, lookup);
  const byAddress = new Map(steps.map((step) => [step.item.address, step]));
  const planned = new Map(items.map((item) => [item.address, item]));
  const met = (address: string) => {
    const step = byAddress.get(address);
    // A manual line whose object exists can be referred to; one that a person has yet to make cannot.
    const item = planned.get(address);
    return step ? isApplied(step) : item?.action !== 'manual' || item.ghlId !== null;
  };
  const isReady = (step: Step) => isOpen(step) && !running.has(step) && step.item.dependsOn.every(met);
  const running = new Map<Step, Promise<void>>();

  try {
    while (true) {
      run.signal.throwIfAborted();
      for (const step of steps) {
        if (running.size >= concurrency) break;
        if (isReady(step))
          running.set(
            step,
            settleStep(run, step, lookup).finally(() => running.delete(step)),
          );
      }
      if (running.size === 0) break;
      await Promise.race(running.values());
    }
  } catch (error) {
    // Writes in flight end before the location is given up, so that no answer is thrown away.
    await Promise.allSettled(running.values());
    throw error;
  }
  await recordEnd(
    run,
    steps.filter(isOpen),
    'NOT_ATTEMPTED',
    'Not attempted, because something they need has failed or is left to a person.',
  );
  const applied = Map.groupBy(
    steps.filter((step) => step.state === 'APPLIED'),
    (step) => step.item.kind,
  );
  await Promise.all([...applied].map(([kind, group]) => verifySteps(run, kind, group, desiredOf)));
}

const isOpen = (step: Step) => step.state === 'PENDING' || step.state === 'RUNNING' || step.state === 'UNKNOWN';
const isApplied = (step: Step) => step.state === 'APPLIED' || step.state === 'VERIFIED';

/** A step that fails is a result; losing the location, or the worker being told to stop, ends the run. */
async function settleStep(run: Run, step: Step, lookup: Lookup): Promise<void> {
  try {
    requireReferences(step, lookup);
    await applyStep(run, step, fillReferences(step.item.desired, lookup));
  } catch (error) {
    run.signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    await recordFailed(run, step, error);
  }
}

/** A placeholder must never reach a client's account. */
function requireReferences(step: Step, lookup: Lookup): void {
  const unknown = references(step.item.desired).filter(
    ({ address, attribute }) => lookup(address, attribute) === undefined,
  );
  if (unknown.length === 0) return;
  const names = unknown.map(({ address, attribute }) => `${address}.${attribute}`).join(', ');
  throw new AppError(
    'CONFLICT',
    `GHL did not say what ${names} is, so nothing that refers to it was written. Make a new plan.`,
  );
}

/** Attributes of live objects by address: those the plan found, and those this run has written. */
function createLookup(items: readonly PlanItem[], steps: readonly Step[]): Lookup {
  const planned = new Map(items.map((item) => [item.address, item]));
  const applied = new Map(steps.map((step) => [step.item.address, step]));
  return (address, attribute) => {
    const step = applied.get(address);
    const item = planned.get(address);
    const id = step?.ghlId ?? item?.ghlId ?? undefined;
    if (attribute === 'id') return id;
    return step?.result?.[attribute] ?? item?.live?.[attribute];
  };
}
