import { AppError } from '@groundwork/shared';
import { fillReferences, type Lookup, references } from '@groundwork/shared/blueprint';
import type { PlanItem } from '@groundwork/shared/plan';
import { applyStep } from './apply-step.ts';
import { createLookup } from './create-lookup.ts';
import { deleteStep } from './delete-step.ts';
import { JobStopped } from './job-stopped.ts';
import { urgentFirst } from './urgent-first.ts';
import { recordFailed, recordNotAttempted } from './record.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import type { Filled } from './target.ts';
import { verifySteps } from './verify-steps.ts';

/** At most; the graph of needs and the account's rate budget usually allow fewer. */
const concurrency = 64;

/**
 * Applies the open steps as far as their needs allow, several at once. A kind is verified as soon as its last write is done.
 * After a cancel, or once the account is closed, no step begins; those that an earlier run had begun are still looked at.
 */
export async function runSteps(run: Run, items: readonly PlanItem[], steps: readonly Step[]): Promise<void> {
  const lookup = createLookup(items, steps);
  const isMet = createNeeds(items, steps);
  const byUrgency = urgentFirst(steps);
  const running = new Set<Step>();
  const tasks = new Set<Promise<void>>();
  const unverified = Map.groupBy(steps, (step) => step.item.kind);
  const track = (task: Promise<void>) => {
    const tracked = task.finally(() => tasks.delete(tracked));
    // What is not waited for any more is only being committed, and so is whatever comes after it.
    tracked.catch(() => {});
    tasks.add(tracked);
  };
  const mayStart = (step: Step) =>
    isOpen(step) &&
    !running.has(step) &&
    (run.cancelled.aborted ? step.resumed : step.item.dependsOn.every((address) => isMet(address)));
  const verify = () => {
    for (const [kind, group] of unverified) {
      if (group.some(isOpen)) continue;
      unverified.delete(kind);
      const applied = group.filter((step) => step.state === 'APPLIED');
      if (applied.length > 0) track(verifySteps(run, kind, applied, (step) => fill(step, lookup).target));
    }
  };

  const start = () => {
    for (const step of byUrgency) {
      if (running.size >= concurrency) return;
      if (!mayStart(step)) continue;
      running.add(step);
      track(settleStep(run, step, lookup).finally(() => running.delete(step)));
    }
  };

  try {
    for (let isOver = false; !isOver;) {
      run.signal.throwIfAborted();
      const progress = run.progress.next();
      start();
      verify();
      if (steps.every(({ state }) => state === 'VERIFIED')) isOver = true;
      else if (tasks.size > 0) await Promise.race([...tasks, progress]);
      else isOver = !(await giveUpWaiting(run, steps));
    }
  } catch (error) {
    // Writes in flight end before the location is given up, so that no answer is thrown away.
    await Promise.allSettled(tasks);
    throw error;
  }
}

/** Nothing can begin any more: what is left is not attempted. False when nothing was left. */
async function giveUpWaiting(run: Run, steps: readonly Step[]): Promise<boolean> {
  const left = steps.filter(isOpen);
  if (left.length === 0) return false;
  const stopped: unknown = run.cancelled.reason;
  const reason =
    stopped instanceof JobStopped
      ? `Not attempted. ${stopped.message}`
      : 'Not attempted, because something they need has failed or is left to a person.';
  await recordNotAttempted(run, left, reason);
  return true;
}

const isOpen = (step: Step) => step.state === 'PENDING' || step.state === 'RUNNING' || step.state === 'UNKNOWN';
const isApplied = (step: Step) => step.state === 'APPLIED' || step.state === 'VERIFIED';

/** Whether what a step depends on is there. */
function createNeeds(items: readonly PlanItem[], steps: readonly Step[]): (address: string) => boolean {
  const byAddress = new Map(steps.map((step) => [step.item.address, step]));
  const planned = new Map(items.map((item) => [item.address, item]));
  return (address) => {
    const step = byAddress.get(address);
    // A manual line whose object exists can be referred to; one that a person has yet to make cannot.
    const item = planned.get(address);
    return step ? isApplied(step) : item?.action !== 'manual' || item.ghlId !== null;
  };
}

/** A step that fails is a result; losing the location, or the worker being told to stop, ends the run. */
async function settleStep(run: Run, step: Step, lookup: Lookup): Promise<void> {
  try {
    if (step.item.action === 'delete') return await deleteStep(run, step);
    requireReferences(step, lookup);
    await applyStep(run, step, fill(step, lookup));
  } catch (error) {
    run.signal.throwIfAborted();
    // Before its first write: it is as if the step had never begun.
    if (error instanceof JobStopped) return;
    if (!(error instanceof AppError)) throw error;
    await recordFailed(run, step, error);
  }
}

const fill = ({ item }: Step, lookup: Lookup): Filled => ({
  target: fillReferences(item.target, lookup),
  applied: fillReferences(item.applied, lookup),
});

/** A placeholder must never reach a client's account. */
function requireReferences({ item }: Step, lookup: Lookup): void {
  const unknown = references(item.target).filter(({ address, attribute }) => lookup(address, attribute) === undefined);
  if (unknown.length === 0) return;
  const names = unknown.map(({ address, attribute }) => `${address}.${attribute}`).join(', ');
  throw new AppError(
    'CONFLICT',
    `GHL did not say what ${names} is, so nothing that refers to it was written. Make a new plan.`,
  );
}
