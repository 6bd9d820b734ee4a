import { AppError, type JsonObject } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordEnd, recordFailed } from './journal.ts';
import { patiently } from './patience.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import { differences, intended } from './target.ts';

/** A list may lag a write by a few seconds: a mismatch is believed after the last of these. */
const delaysMs = [0, 500, 1_000, 2_000, 4_000];

/** Reads one kind's list after its last write and compares every applied step with it. */
export async function verifySteps(
  run: Run,
  kind: KindName,
  steps: readonly Step[],
  desiredOf: (step: Step) => JsonObject,
): Promise<void> {
  let open = steps;
  let faults = new Map<Step, string>();
  for (const delayMs of delaysMs) {
    await sleep(delayMs, undefined, { signal: run.signal });
    const list = await patiently(run.signal, () => run.core.ghl.list(kind, run.account)).catch((error: unknown) => {
      run.signal.throwIfAborted();
      if (error instanceof AppError) return error;
      throw error;
    });
    if (list instanceof AppError) return failUnread(run, open, list);
    faults = new Map(open.flatMap((step) => faultOf(step, list, desiredOf(step))));
    const verified = open.filter((step) => !faults.has(step));
    await recordEnd(
      run,
      verified,
      'VERIFIED',
      `Read back from GHL and verified: ${verified.map((step) => step.item.title).join(', ')}`,
    );
    open = open.filter((step) => faults.has(step));
    if (open.length === 0) return;
  }
  for (const [step, fault] of faults) await recordFailed(run, step, new AppError('VERIFY_FAILED', fault));
}

/** Written, but nobody could look: that is no success, and it is said why. */
async function failUnread(run: Run, steps: readonly Step[], cause: AppError): Promise<void> {
  const message = `It was written, but could not be read back. ${cause.message} Make a new plan to see what the account holds.`;
  for (const step of steps)
    await recordFailed(run, step, new AppError(cause.code, message, { cause, retryable: cause.retryable }));
}

function faultOf(step: Step, list: readonly LiveResource[], desired: JsonObject): [Step, string][] {
  const target = intended(step.item, desired);
  const live = list.find((candidate) => candidate.id === step.ghlId);
  if (!live)
    return [[step, 'GHL accepted the write, but the account does not hold it. Make a new plan and apply it again.']];
  const names = differences(step.item.kind, target, live);
  if (names.length === 0) return [];
  return [
    [step, `GHL accepted the write, but holds another ${names.join(' and ')}. Make a new plan to see the difference.`],
  ];
}
