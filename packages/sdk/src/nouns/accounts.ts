import type {
  AccountDetailView,
  AccountsView,
  AccountView,
  ComparisonView,
  StateExportView,
} from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';
import { createPages, type Pages } from '../pages.ts';

export interface AccountFilter extends CallOptions {
  /** `active`: the app is installed there, so it can be planned. */
  state?: AccountView['state'] | undefined;
  /** Of the group of this name. */
  group?: string | undefined;
}

/** Sub-accounts of the agency, by GHL's location id. */
export interface Accounts {
  /** Every sub-account of the agency that the key may see, with its state. */
  list(options?: CallOptions): Promise<AccountsView>;
  /** Its accounts one by one: `for await (const account of gw.accounts.each({ state: 'active' }))`. */
  each(filter?: AccountFilter): Pages<AccountView>;
  /** One account, with the blueprints that were applied there and what is left of its calls to GHL. */
  get(locationId: string, options?: CallOptions): Promise<AccountDetailView>;
  /** Reads the list from GHL once more. */
  sync(options?: MutationOptions): Promise<AccountsView>;
  /** What Groundwork holds of the account. */
  exportState(locationId: string, options?: CallOptions): Promise<StateExportView>;
  /** Two accounts side by side. Reads hundreds of objects of GHL. */
  compare(ids: { leftId: string; rightId: string }, options?: CallOptions): Promise<ComparisonView>;
}

export const accounts = ({ trpc, read, change }: Caller): Accounts => ({
  list: (options) => read((sent) => trpc.accounts.list.query(undefined, sent), options),
  each: ({ state, group, ...options } = {}) =>
    createPages(async () => {
      const { accounts: all } = await read((sent) => trpc.accounts.list.query(undefined, sent), options);
      const isMeant = (account: AccountView) =>
        (state === undefined || account.state === state) && (group === undefined || account.group?.name === group);
      return { items: all.filter(isMeant), nextCursor: null };
    }),
  get: (locationId, options) => read((sent) => trpc.accounts.get.query({ locationId }, sent), options),
  sync: (options) => change((sent) => trpc.accounts.sync.mutate(undefined, sent), options),
  exportState: (locationId, options) => read((sent) => trpc.accounts.exportState.query({ locationId }, sent), options),
  compare: (ids, options) => read((sent) => trpc.accounts.compare.mutate(ids, sent), options),
});
