import type { Db } from '@groundwork/db';
import type { Ghl, GhlAccount } from '@groundwork/integrations/ghl';
import { AppError } from '@groundwork/shared';
import type { KindName, LiveResource } from '@groundwork/shared/kinds';
import type { StateEntry } from '@groundwork/shared/plan';

export type LiveAccount = Record<KindName, LiveResource[]>;

/** Every list of the kinds named, each to its last page. If one fails there is no result at all, never a shorter list. */
export async function readAccount(ghl: Ghl, account: GhlAccount, kinds: readonly KindName[]): Promise<LiveAccount> {
  await requireScopes(ghl, account, kinds);
  const live: LiveAccount = { tag: [], customField: [], customValue: [] };
  await Promise.all(
    kinds.map(async (kind) => {
      live[kind] = await ghl.list(kind, account);
    }),
  );
  return live;
}

/** GHL grants what the agency agreed to when it installed; a kind that came later needs its consent again. */
async function requireScopes(ghl: Ghl, account: GhlAccount, kinds: readonly KindName[]): Promise<void> {
  const missing = new Set((await Promise.all(kinds.map((kind) => ghl.missingScopes(kind, account)))).flat());
  if (missing.size === 0) return;
  throw new AppError(
    'RECONNECT_NEEDED',
    `GoHighLevel has not granted ${[...missing].join(', ')}. An agency admin has to connect again and allow it.`,
  );
}

/** Turns a failed read into the sentence a planner needs: nothing was assumed missing. */
export const readFailed = (cause: unknown): AppError =>
  cause instanceof AppError
    ? new AppError(cause.code, `The account could not be read completely, so there is no plan. ${cause.message}`, {
        cause,
        retryable: cause.retryable,
      })
    : new AppError('PLAN_INCOMPLETE', 'The account could not be read completely, so there is no plan. Try again.', {
        cause,
        retryable: true,
      });

/** What Groundwork applied to the location from this blueprint. */
export async function readState(
  db: Db,
  key: { agencyId: string; locationId: string; blueprintId: string },
): Promise<StateEntry[]> {
  const rows = await db
    .selectFrom('resource_states')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .where('blueprint_id', '=', key.blueprintId)
    .select(['address', 'kind', 'ghl_id', 'last_applied', 'origin'])
    .execute();
  return rows.map((row) => ({
    address: row.address,
    kind: row.kind,
    ghlId: row.ghl_id,
    lastApplied: row.last_applied,
    origin: row.origin,
  }));
}
