import type { Db } from '@groundwork/db';
import type { BridgeCursor } from '@groundwork/shared/bridge';

/**
 * News up to the newest that was taken up may still have waited for their turn when the last process ended. Heard again they cost
 * little: an agency that is further on takes up nothing.
 */
const overlap = 1_000;

/** Up to where this backend has surely taken up the OAuth service's news: a process that starts goes on from there. */
export async function heardUpTo(db: Db): Promise<BridgeCursor | null> {
  const row = await db
    .selectFrom('agencies')
    .select((agency) => ['bridge_feed as feed', agency.fn.max('bridge_position').as('position')])
    .where('bridge_feed', 'is not', null)
    .groupBy('bridge_feed')
    // After the service's database was replaced, agencies without news since still name the feed before.
    .orderBy((agency) => agency.fn.countAll(), 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.feed ? { feed: row.feed, position: Math.max(0, (row.position ?? 0) - overlap) } : null;
}
