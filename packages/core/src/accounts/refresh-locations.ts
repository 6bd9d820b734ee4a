import type { BridgeResponse } from '@groundwork/shared/bridge';
import type { FeedEvent } from '@groundwork/shared/events';
import type { Core } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { syncLocations } from './sync-locations.ts';

const attempts = 3;

/**
 * Brings the agency's rows to what the OAuth service holds, and says whether one changed. It asks first and writes then;
 * where somebody took up news of the agency in between, the answer may be older than theirs, and it asks again. `tell`
 * says what the agency's feed hears of it, in the same transaction.
 */
export async function refreshLocations(
  core: Core,
  agency: { id: string; companyId: string },
  tell: (changed: boolean) => FeedEvent[],
): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const place = await newsPlace(core, agency.id);
    const installation = await core.bridge.installation(agency.companyId);
    const changed = await writeUnlessNewer(core, { agencyId: agency.id, place, installation, tell });
    if (changed !== null) return changed;
  }
  // Whoever took up the newest news writes what is newest.
  return false;
}

interface Writing {
  agencyId: string;
  place: string;
  installation: BridgeResponse<'installation'>;
  tell: (changed: boolean) => FeedEvent[];
}

const writeUnlessNewer = (core: Core, { agencyId, place, installation, tell }: Writing): Promise<boolean | null> =>
  core.db.transaction().execute(async (tx) => {
    if ((await newsPlace({ db: tx }, agencyId, { lock: true })) !== place) return null;
    const changed = await syncLocations(tx, agencyId, installation);
    await publishEvents(tx, agencyId, 'agency', tell(changed));
    return changed;
  });

/** Up to where the agency's news were taken up. */
async function newsPlace({ db }: Pick<Core, 'db'>, agencyId: string, { lock } = { lock: false }): Promise<string> {
  const row = await db
    .selectFrom('agencies')
    .select(['bridge_feed', 'bridge_position'])
    .where('id', '=', agencyId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  return `${row.bridge_feed} ${row.bridge_position}`;
}
