import type { PlanItem, StateEntry } from '@groundwork/shared/plan';
import type { Core } from '../context.ts';
import type { PlanTarget } from './plan-target.ts';

/** GHL's lists lag behind its writes: what was written just now may be there and not be listed yet. */
const settledMs = 10 * 60_000;

/**
 * Who destroys what a blueprint made wants nothing recorded of it either, also of objects that a client has deleted: a destroy has
 * no line for them. What was made once for the client is remembered, so that it does not come back.
 */
export async function forgetGone(
  { db, now }: Pick<Core, 'db' | 'now'>,
  { agencyId, locationId, blueprintId }: PlanTarget,
  { items, state }: { items: readonly PlanItem[]; state: readonly StateEntry[] },
): Promise<void> {
  const held = new Set(items.map(({ kind, ghlId }) => `${kind}:${ghlId}`));
  const gone = state.filter(({ kind, ghlId, retain }) => retain !== 'seeded' && !held.has(`${kind}:${ghlId}`));
  if (gone.length === 0) return;
  await db
    .deleteFrom('resource_states')
    .where('agency_id', '=', agencyId)
    .where('location_id', '=', locationId)
    .where('blueprint_id', '=', blueprintId)
    .where('updated_at', '<', new Date(now().getTime() - settledMs))
    .where((row) =>
      row.or(gone.map(({ address, ghlId }) => row.and([row('address', '=', address), row('ghl_id', '=', ghlId)]))),
    )
    .execute();
}
