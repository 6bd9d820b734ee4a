import type { Ghl, GhlAccount } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import { type KindName, kindNames, type LiveResource } from '@groundwork/shared/kinds';
import type { Wanted } from './named.ts';

export interface LiveAccount {
  live: Record<KindName, LiveResource[]>;
  /** Lower-cased e-mail addresses of the account's users; only where they were asked for. */
  users?: string[];
  /** Scopes without which GHL refuses writes of a kind. Its objects can be read. */
  withheld: Partial<Record<KindName, string[]>>;
}

/**
 * Every list of the kinds wanted, each to its last page; parts that are not in the lists only of the objects `named`, where that is
 * given. If one call fails there is no result at all, never a shorter list.
 */
export async function readAccount(
  ghl: Ghl,
  account: GhlAccount,
  wanted: Omit<Wanted, 'named'> & Partial<Pick<Wanted, 'named'>>,
  signal?: AbortSignal,
): Promise<LiveAccount> {
  const withheld = await requireScopes(ghl, account, wanted.kinds);
  const [lists, users] = await Promise.all([
    Promise.all(
      wanted.kinds.map(async (kind) => [kind, await ghl.list(kind, account, signal, wanted.named?.(kind))] as const),
    ),
    wanted.users ? ghl.users(account) : undefined,
  ]);
  const read = new Map(lists);
  return {
    live: Object.fromEntries(kindNames.map((kind) => [kind, read.get(kind) ?? []])) as LiveAccount['live'],
    ...(users ? { users: users.map((user) => user.email) } : {}),
    withheld,
  };
}

/**
 * GHL grants what the agency agreed to when it installed; a kind that came later needs its consent again. Without the right to
 * read there is no plan; without the right to write its lines are left to a person.
 */
async function requireScopes(
  ghl: Ghl,
  account: GhlAccount,
  kinds: readonly KindName[],
): Promise<LiveAccount['withheld']> {
  const missing = await Promise.all(kinds.map(async (kind) => ({ kind, ...(await ghl.missingScopes(kind, account)) })));
  const unread = [...new Set(missing.flatMap(({ read }) => read))];
  if (unread.length > 0)
    throw new AppError(
      'RECONNECT_NEEDED',
      `GoHighLevel has not granted ${unread.join(', ')}. An agency admin has to connect again and allow it.`,
    );
  return Object.fromEntries(missing.flatMap(({ kind, write }) => (write.length > 0 ? [[kind, write] as const] : [])));
}

/** Turns a failed read into the sentence that whoever asked needs: nothing was assumed missing. */
export const readFailed = (cause: unknown, consequence = 'there is no plan'): AppError =>
  cause instanceof AppError
    ? new AppError(cause.code, `The account could not be read completely, so ${consequence}. ${cause.message}`, {
        cause,
        retryable: cause.retryable,
      })
    : new AppError('PLAN_INCOMPLETE', `The account could not be read completely, so ${consequence}. Try again.`, {
        cause,
        retryable: true,
      });
