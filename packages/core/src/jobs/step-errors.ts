import { AppError } from '@groundwork/shared';
import { JobCancelled } from './job-stopped.ts';
import type { Step } from './step.ts';

/** Nobody could find out what a write did. */
export const unknownOutcome = ({ item }: Step, cause?: unknown): AppError =>
  new AppError(
    'OUTCOME_UNKNOWN',
    `GHL did not say whether ${item.title} was written, and the account could not be read to find out. Start the job again: it looks before it writes.`,
    { cause, retryable: true },
  );

/** A write was under way when the job was stopped, and the account does not show it yet. */
export const stoppedInDoubt = (step: Step, reason: unknown): AppError =>
  reason instanceof JobCancelled
    ? new AppError(
        'OUTCOME_UNKNOWN',
        `The job was cancelled while it was open whether GHL has written ${step.item.title}. Resume the job: it looks again before it writes.`,
        { retryable: true },
      )
    : unknownOutcome(step, reason);

/** The object is not what the plan, nor what this step made of it. */
export const movedOn = ({ item }: Step): AppError =>
  new AppError(
    'CONFLICT',
    `${item.title} was changed in the account since the plan was made, so it was left alone. Make a new plan.`,
  );

/** An object of the same name that nobody had planned for. */
export const appeared = ({ item }: Step): AppError =>
  new AppError(
    'CONFLICT',
    `${item.title} has appeared in the account since the plan was made, and is not what the plan says. Make a new plan.`,
  );

export const stale = ({ item }: Step): AppError =>
  new AppError(
    'PLAN_STALE',
    `${item.title} was changed in the account while the job was interrupted, so it was left alone. Make a new plan.`,
  );
