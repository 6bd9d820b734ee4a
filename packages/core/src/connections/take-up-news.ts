import type { Tx } from '@groundwork/db';
import type { BridgeNews } from '@groundwork/integrations/bridge';
import { AppError } from '@groundwork/shared';
import type { FeedEvent } from '@groundwork/shared/events';
import { refreshLocations } from '../accounts/refresh-locations.ts';
import type { Core } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';

/**
 * Brings an agency up to date with what the OAuth service said of it, or with what it may have said in a gap, and tells its open
 * pages. Every process hears all news; the one whose UPDATE finds an older place does the work. A company that is no agency here
 * is nobody's. False: it did not work, and the same news may be taken up again.
 */
export async function takeUpNews(core: Core, companyId: string, news: BridgeNews): Promise<boolean> {
  const agencyId = await claim(core, companyId, news);
  if (agencyId === null) return true;
  const connections: FeedEvent = { type: 'connections.changed' };
  try {
    await refreshLocations(core, { id: agencyId, companyId }, (changed) =>
      changed ? [connections, { type: 'accounts.changed' }] : [connections],
    );
    return true;
  } catch (error) {
    const isGone = error instanceof AppError && error.code === 'NOT_INSTALLED';
    if (!isGone)
      core.log.warn(
        { err: error, agencyId },
        'accounts were not brought up to date; the next try, news or page view does it',
      );
    await core.db.transaction().execute(async (tx) => {
      if (!isGone) await giveBack(tx, agencyId, news);
      await publishEvents(tx, agencyId, 'agency', [connections]);
    });
    return isGone;
  }
}

/** After a gap the feed may have gone back, to a standby without the last rows: its next news are numbered from there. */
async function claim({ db }: Core, companyId: string, { type, feed, position }: BridgeNews): Promise<string | null> {
  const agency = await db
    .updateTable('agencies')
    .set({ bridge_feed: feed, bridge_position: position })
    .where('company_id', '=', companyId)
    .where((where) =>
      where.or([
        where('bridge_feed', 'is distinct from', feed),
        where('bridge_position', type === 'gap' ? '<>' : '<', position),
      ]),
    )
    .returning('id')
    .executeTakeFirst();
  return agency?.id ?? null;
}

/** Unless the agency is further on by now. */
const giveBack = (tx: Tx, agencyId: string, { feed, position }: BridgeNews): Promise<unknown> =>
  tx
    .updateTable('agencies')
    .set({ bridge_position: position - 1 })
    .where('id', '=', agencyId)
    .where('bridge_feed', '=', feed)
    .where('bridge_position', '=', position)
    .execute();
