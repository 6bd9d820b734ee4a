import type { BridgeCursor, BridgeEvent } from '@groundwork/shared/bridge';
import type { Database } from '../db/connect.ts';

export const eventsPerPage = 500;

/** Where a stream begins, and whether nothing that was committed after `after` is missing. */
export async function openFeed(
  db: Database,
  after: BridgeCursor | null,
): Promise<{ cursor: BridgeCursor; resumed: boolean }> {
  const { id: feed, position: last } = await db.selectFrom('bridge_feed').selectAll().executeTakeFirstOrThrow();
  const end = { feed, position: Number(last) };
  if (after === null || after.feed !== feed || after.position > end.position) return { cursor: end, resumed: false };
  if (after.position === end.position) return { cursor: after, resumed: true };
  const next = await db
    .selectFrom('bridge_events')
    .select('position')
    .where('position', '=', String(after.position + 1))
    .executeTakeFirst();
  return next === undefined ? { cursor: end, resumed: false } : { cursor: after, resumed: true };
}

/** In the order of their commits, without gaps: a row after `position` that is not there yet gets a higher number. */
export async function readEvents(db: Database, position: number): Promise<BridgeEvent[]> {
  const rows = await db
    .selectFrom('bridge_events')
    .select(['position', 'kind', 'company_id', 'location_id'])
    .where('position', '>', String(position))
    .orderBy('position')
    .limit(eventsPerPage)
    .execute();
  return rows.map((row) => ({
    type: 'event',
    position: Number(row.position),
    kind: row.kind,
    companyId: row.company_id,
    locationId: row.location_id,
  }));
}

/** Events of a day are enough for any backend that comes back; a later one starts anew. */
export async function purgeBridgeRows(db: Database): Promise<void> {
  await db
    .deleteFrom('bridge_events')
    .where('at', '<', new Date(Date.now() - 86_400_000))
    .execute();
  await db.deleteFrom('bridge_nonces').where('expires_at', '<', new Date()).execute();
}
