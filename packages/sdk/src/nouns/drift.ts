import type {
  AccountDriftView,
  BlueprintVersionView,
  DriftCauseView,
  DriftFindingView,
  DriftIgnoreView,
  DriftOverviewView,
  RolloutView,
} from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';
import { createPages, type ListOptions, type Pages } from '../pages.ts';

/** Where accounts differ from what was applied. */
export interface Drift {
  /** The agency's drift, grouped by cause; of the causes the first 500. */
  get(options?: CallOptions): Promise<DriftOverviewView>;
  /** Every cause, those with the most open accounts first. */
  causes(options?: ListOptions): Pages<DriftCauseView>;
  /** One cause, with every finding of it. */
  cause(key: string, options?: CallOptions): Promise<DriftCauseView & { findings: DriftFindingView[] }>;
  /** The findings of one account. */
  account(locationId: string, options?: CallOptions): Promise<AccountDriftView>;
  /** Checks the named accounts now, or all. */
  check(which?: { locationIds?: string[] | undefined }, options?: MutationOptions): Promise<{ requested: number }>;
  /** Plans a rollout that brings the accounts of a cause back. It waits for `rollouts.start`. */
  fix(what: { key: string; locationIds?: string[] | undefined }, options?: MutationOptions): Promise<RolloutView>;
  /** `fix` of at most 100 causes: one rollout for each of their blueprints, in which an account is planned about what is open there. */
  fixMany(
    what: { keys: string[]; locationIds?: string[] | undefined },
    options?: MutationOptions,
  ): Promise<RolloutView[]>;
  /** Writes what the accounts hold into a new version of the blueprint. */
  accept(key: string, options?: MutationOptions): Promise<{ version: BlueprintVersionView; accounts: number }>;
  /** `accept` of at most 100 causes: one version of each of their blueprints. Where one cannot be accepted none is. */
  acceptMany(keys: string[], options?: MutationOptions): Promise<{ version: BlueprintVersionView; accounts: number }[]>;
  /** A null location: in every account. */
  ignore(
    what: { key: string; locationId: string | null; days: number; reason: string },
    options?: MutationOptions,
  ): Promise<DriftIgnoreView>;
  /** `ignore` of at most 100 causes, all alike. */
  ignoreMany(
    what: { keys: string[]; locationId: string | null; days: number; reason: string },
    options?: MutationOptions,
  ): Promise<DriftIgnoreView[]>;
  /** Shows again what was ignored. */
  unignore(id: string, options?: MutationOptions): Promise<void>;
  /** How often every account is checked; null: only when somebody asks. */
  setSchedule(everyHours: number | null, options?: MutationOptions): Promise<void>;
}

export const drift = ({ trpc, read, change }: Caller): Drift => ({
  get: (options) => read((sent) => trpc.drift.get.query(undefined, sent), options),
  causes: ({ limit, ...options } = {}) =>
    createPages(async (cursor) => {
      const offset = Number(cursor ?? 0);
      const { causes, causesTotal } = await read((sent) => trpc.drift.get.query({ offset, limit }, sent), options);
      const next = offset + causes.length;
      return { items: causes, nextCursor: causes.length > 0 && next < causesTotal ? String(next) : null };
    }),
  cause: (key, options) => read((sent) => trpc.drift.cause.query({ key }, sent), options),
  account: (locationId, options) => read((sent) => trpc.drift.account.query({ locationId }, sent), options),
  check: (which = {}, options) => change((sent) => trpc.drift.check.mutate(which, sent), options),
  fix: (what, options) => change((sent) => trpc.drift.fix.mutate(what, sent), options),
  fixMany: (what, options) => change((sent) => trpc.drift.fixMany.mutate(what, sent), options),
  accept: (key, options) => change((sent) => trpc.drift.accept.mutate({ key }, sent), options),
  acceptMany: (keys, options) => change((sent) => trpc.drift.acceptMany.mutate({ keys }, sent), options),
  ignore: (what, options) => change((sent) => trpc.drift.ignore.mutate(what, sent), options),
  ignoreMany: (what, options) => change((sent) => trpc.drift.ignoreMany.mutate(what, sent), options),
  unignore: (id, options) => change((sent) => trpc.drift.unignore.mutate({ id }, sent), options),
  setSchedule: (everyHours, options) => change((sent) => trpc.drift.setSchedule.mutate({ everyHours }, sent), options),
});
