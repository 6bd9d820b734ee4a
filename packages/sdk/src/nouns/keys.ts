import type { ApiKeyView } from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';

/** Keys of the member in whose name this one acts. None is made here: a key makes no other. */
export interface Keys {
  /** Newest first, ended ones for 30 days. A key for some accounts finds itself alone. */
  list(options?: CallOptions): Promise<ApiKeyView[]>;
  /** Ends a key at once, this one too. It ends none that may more than itself. */
  revoke(id: string, options?: MutationOptions): Promise<ApiKeyView>;
}

export const keys = ({ trpc, read, change }: Caller): Keys => ({
  list: (options) => read((sent) => trpc.apiKeys.list.query(undefined, sent), options),
  revoke: (id, options) => change((sent) => trpc.apiKeys.revoke.mutate({ id }, sent), options),
});
