import { AppError } from '@groundwork/shared';
import { computePlan } from '../plans/compute-plan.ts';
import type { OpenJob } from './open-run.ts';
import { patiently } from './patience.ts';
import { recordJob, recordNotAttempted } from './record.ts';
import type { Run } from './run.ts';
import { recordedOf, seeBefore } from './see-before.ts';
import type { Step } from './step.ts';

const unsaidMs = 50;

/** Nothing is written unless GHL still holds what the approved plan was made from. If not, this ends the job and answers false. */
export async function isStillTrue(run: Run, { fingerprint, steps }: OpenJob): Promise<boolean> {
  const refusal = await sayIfSlow(run, () => compare(run, fingerprint, steps));
  if (run.cancelled.aborted) return true;
  if (!refusal) {
    const changes = `${steps.length} ${steps.length === 1 ? 'change' : 'changes'}`;
    // Not waited for: the first intents are committed after it or with it, or neither is.
    recordJob(run, { state: 'PROCESSING', refreshed: true }, `The plan holds. Applying ${changes}`).catch(() => {});
    return true;
  }
  await recordNotAttempted(run, steps, 'Nothing was attempted.');
  await recordJob(run, { state: 'FAILED', error: refusal }, refusal.message, 'error');
  return false;
}

/** What takes no time needs no word, nor a commit that the first step would wait for. */
async function sayIfSlow<Result>(run: Run, read: () => Promise<Result>): Promise<Result> {
  let said: Promise<void> | undefined;
  const timer = setTimeout(() => {
    said = recordJob(run, { state: 'PROCESSING' }, 'Reading the account, to be sure that the plan still holds');
    // Whoever reads is told below.
    said.catch(() => {});
  }, unsaidMs);
  try {
    return await read();
  } finally {
    clearTimeout(timer);
    await said;
  }
}

/** Why the plan no longer holds, or cannot be known to. Where it holds, the steps know what they find. */
async function compare(run: Run, fingerprint: string, steps: readonly Step[]): Promise<AppError | null> {
  const signal = AbortSignal.any([run.signal, run.cancelled]);
  try {
    const now = await patiently(run, () => computePlan(run.core, run.target, signal), { endless: true });
    if (now.fingerprint === fingerprint) {
      const found = new Map(now.items.map((item) => [item.address, item.live]));
      const recorded = recordedOf(now.state);
      for (const step of steps) seeBefore(step, found.get(step.item.address) ?? null, recorded);
      return null;
    }
    return new AppError(
      'PLAN_STALE',
      'The account has changed since this plan was made, so nothing was written. Make a new plan and look at it.',
    );
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof AppError) return error;
    throw error;
  }
}
