import type { Overwrite } from '@groundwork/shared/plan';
import type {
  RolloutMatrixView,
  RolloutSettings,
  RolloutView,
  TargetState,
  VariableValues,
} from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';
import { createPages, type ListOptions, type Pages } from '../pages.ts';

export interface NewRollout {
  name?: string | undefined;
  blueprintVersionId: string;
  targets: { locationId: string; inputs?: VariableValues | undefined }[];
  settings?: Partial<RolloutSettings> | undefined;
  /** Client edits to overwrite; a null path: every one of the address. */
  overwrite?: Overwrite[] | undefined;
  only?: string[] | undefined;
}

export interface MatrixFilter extends ListOptions {
  offset?: number | undefined;
  state?: TargetState | undefined;
}

/** One blueprint version to many accounts, in waves. */
export interface Rollouts {
  /** Newest first. */
  list(options?: ListOptions): Pages<RolloutView>;
  get(id: string, options?: CallOptions): Promise<RolloutView>;
  /** Plans a version for many accounts. Nothing is applied before `start`. */
  create(rollout: NewRollout, options?: MutationOptions): Promise<RolloutView>;
  /**
   * Approves every plan of it. `confirm` is what the rollout's `confirmText` asks for; `revision` is that of the view you looked at:
   * where the plans are others by now, none is approved (PLAN_STALE). Left out, it approves whatever they are.
   */
  start(
    rollout: { id: string; confirm?: string | undefined; revision?: string | undefined },
    options?: MutationOptions,
  ): Promise<RolloutView>;
  /** Lets what runs end, and begins nothing new. */
  pause(id: string, options?: MutationOptions): Promise<RolloutView>;
  /** Goes on after a pause or a halt. */
  resume(id: string, options?: MutationOptions): Promise<RolloutView>;
  /** Ends it; what was applied stays. */
  cancel(id: string, options?: MutationOptions): Promise<RolloutView>;
  /** Once more for the accounts that failed or could not be planned. */
  retry(id: string, options?: MutationOptions): Promise<RolloutView>;
  /** Leaves an account out, or takes it in again. */
  skip(target: { id: string; locationId: string; skip: boolean }, options?: MutationOptions): Promise<RolloutView>;
  /** Accounts by resources. */
  matrix(id: string, filter?: MatrixFilter): Promise<RolloutMatrixView>;
}

export const rollouts = ({ trpc, read, change }: Caller): Rollouts => ({
  list: ({ limit, ...options } = {}) =>
    createPages(async (cursor) => {
      const page = await read((sent) => trpc.rollouts.list.query({ cursor, limit }, sent), options);
      return { items: page.rollouts, nextCursor: page.nextCursor };
    }),
  get: (id, options) => read((sent) => trpc.rollouts.get.query({ id }, sent), options),
  create: (rollout, options) => change((sent) => trpc.rollouts.create.mutate(rollout, sent), options),
  start: (rollout, options) => change((sent) => trpc.rollouts.start.mutate(rollout, sent), options),
  pause: (id, options) => change((sent) => trpc.rollouts.pause.mutate({ id }, sent), options),
  resume: (id, options) => change((sent) => trpc.rollouts.resume.mutate({ id }, sent), options),
  cancel: (id, options) => change((sent) => trpc.rollouts.cancel.mutate({ id }, sent), options),
  retry: (id, options) => change((sent) => trpc.rollouts.retry.mutate({ id }, sent), options),
  skip: (target, options) => change((sent) => trpc.rollouts.skip.mutate(target, sent), options),
  matrix: (id, { offset, limit, state, ...options } = {}) =>
    read((sent) => trpc.rollouts.matrix.query({ id, offset, limit, state }, sent), options),
});
