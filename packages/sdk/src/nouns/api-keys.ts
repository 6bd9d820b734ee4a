import type { Role } from '@groundwork/shared';
import type { ApiKeyView, AuditEntryView, NewApiKeyView } from '@groundwork/shared/views';
import type { Caller } from '../caller.ts';
import type { CallOptions, MutationOptions } from '../options.ts';
import { createPages, type ListOptions, type Pages } from '../pages.ts';

export interface NewApiKey {
  name: string;
  /** At most the role of whoever makes it. */
  role: Role;
  /** The only accounts it may see; left out: all. */
  locationIds?: string[] | undefined;
  expiresInDays?: number | undefined;
}

export interface ApiKeys {
  list(options?: CallOptions): Promise<ApiKeyView[]>;
  /** The secret is in the answer, this once; so the call is never sent a second time. */
  create(key: NewApiKey, options?: Omit<CallOptions, 'maxRetries'>): Promise<NewApiKeyView>;
  revoke(id: string, options?: MutationOptions): Promise<void>;
  /** What was done with keys, newest first. */
  audit(options?: ListOptions): Pages<AuditEntryView>;
}

export const apiKeys = ({ trpc, read, change, once }: Caller): ApiKeys => ({
  list: (options) => read((sent) => trpc.apiKeys.list.query(undefined, sent), options),
  create: (key, options) => once((sent) => trpc.apiKeys.create.mutate(key, sent), options),
  revoke: async (id, options) => void (await change((sent) => trpc.apiKeys.revoke.mutate({ id }, sent), options)),
  audit: ({ limit, ...options } = {}) =>
    createPages(async (cursor) => {
      const page = await read((sent) => trpc.apiKeys.audit.query({ cursor, limit }, sent), options);
      return { items: page.entries, nextCursor: page.nextCursor };
    }),
});
