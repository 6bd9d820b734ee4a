import { AppError, type JsonObject } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import { setTimeout as sleep } from 'node:timers/promises';
import { patiently } from './patience.ts';
import { recordFailed, recordVerified } from './record.ts';
import type { Run } from './run.ts';
import type { Step } from './step.ts';
import { differences } from './target.ts';

/** Reads lag writes at times, lists by seconds (GHL, community reports): a mismatch is believed after the last of these. */
const delaysMs = [0, 500, 1_000, 2_000, 4_000];

/**
 * Reads one kind's list after its last write and compares every applied step with it. What the list shows otherwise is asked by
 * its id, at once and then again for a while: reads by id do not lag as lists do.
 */
export async function verifySteps(
  run: Run,
  kind: KindName,
  steps: readonly Step[],
  targetOf: (step: Step) => JsonObject,
): Promise<void> {
  // Of what was deleted it is enough to see that it is gone.
  const compared = new Set(steps.flatMap((step) => (step.item.action === 'delete' ? [] : [idOf(step)])));
  const list = await read(run, () => run.core.ghl.list(kind, run.account, run.signal, ({ id }) => compared.has(id)));
  if (list instanceof AppError) return failUnread(run, steps, list);
  const listed = new Map(list.map((live) => [live.id, live]));
  const isListed = (step: Step) => faultOf(step, listed.get(idOf(step)) ?? null, targetOf) === null;
  await recordVerified(run, steps.filter(isListed));
  await Promise.all(steps.filter((step) => !isListed(step)).map((step) => verifyById(run, step, targetOf)));
}

async function verifyById(run: Run, step: Step, targetOf: (step: Step) => JsonObject): Promise<void> {
  let fault: string | null = null;
  for (const delayMs of delaysMs) {
    await sleep(delayMs, undefined, { signal: run.signal });
    const live = await read(run, () => run.core.ghl.get(step.item.kind, run.account, idOf(step)));
    if (live instanceof AppError) return failUnread(run, [step], live);
    fault = faultOf(step, live, targetOf);
    if (fault === null) return recordVerified(run, [step]);
  }
  await recordFailed(run, step, new AppError('VERIFY_FAILED', fault ?? ''));
}

const read = <T>(run: Run, ask: () => Promise<T>): Promise<T | AppError> =>
  patiently(run, ask).catch((error: unknown) => {
    run.signal.throwIfAborted();
    if (error instanceof AppError) return error;
    throw error;
  });

/** Written, but nobody could look: that is no success, and it is said why. */
async function failUnread(run: Run, steps: readonly Step[], cause: AppError): Promise<void> {
  const message = `It was written, but could not be read back. ${cause.message} Start the job again: it looks before it writes.`;
  const error = new AppError(cause.code, message, { cause, retryable: cause.retryable });
  await Promise.all(steps.map((step) => recordFailed(run, step, error)));
}

const idOf = (step: Step): string => step.ghlId ?? step.item.ghlId ?? '';

function faultOf(step: Step, live: LiveResource | null, targetOf: (step: Step) => JsonObject): string | null {
  if (step.item.action === 'delete')
    return live
      ? 'GHL accepted the delete, but the account still holds it. Start the job again, or delete it in GHL.'
      : null;
  if (!live) return 'GHL accepted the write, but the account does not hold it. Start the job again.';
  const names = differences(step.item.kind, targetOf(step), live);
  if (names.length === 0) return null;
  return `GHL accepted the write, but holds another ${names.join(' and ')}. Make a new plan to see the difference.`;
}
