import type { Tx } from '@groundwork/db';
import type { BridgeResponse } from '@groundwork/shared/bridge';
import type { FeedEvent } from '@groundwork/shared/events';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { activeIfRules, followInstalls, leaveAsTheyAre } from '../rollouts/follow-installs.ts';
import { syncLocations } from './sync-locations.ts';

const attempts = 3;

/**
 * Brings the agency's rows to what the OAuth service holds, and says whether one changed. It asks first and writes then;
 * where somebody took up news of the agency in between, or wrote its locations, the answer may be older than theirs, and it
 * asks again. No clock is compared: those of the service's replicas may differ. `tell` says what the agency's feed hears of it,
 * in the same transaction, and accounts that are new are provisioned as the agency's rules say.
 */
export async function refreshLocations(
  core: Core,
  agency: { id: string; companyId: string },
  tell: (changed: boolean) => FeedEvent[],
): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const version = await rowVersion(core, agency.id);
    const installation = await core.bridge.installation(agency.companyId);
    const changed = await writeUnlessNewer(core, { agencyId: agency.id, version, installation, tell });
    if (changed !== null) return changed;
  }
  // Whoever came in between asked later, and wrote what is newer.
  return false;
}

interface Writing {
  agencyId: string;
  version: string;
  installation: BridgeResponse<'installation'>;
  tell: (changed: boolean) => FeedEvent[];
}

const writeUnlessNewer = (core: Core, { agencyId, version, installation, tell }: Writing): Promise<boolean | null> =>
  core.db.transaction().execute(async (tx) => {
    if ((await rowVersion({ db: tx }, agencyId, { lock: true })) !== version) return null;
    const before = await activeIfRules(tx, agencyId);
    // The first list tells of accounts that were there long before anybody made a rule.
    const isFirst = await wasNeverRead(tx, agencyId);
    const changed = await syncLocations(tx, agencyId, installation);
    if (before && changed && isFirst) await leaveAsTheyAre(tx, agencyId);
    else if (before && changed) {
      const after = await activeIfRules(tx, agencyId);
      await followInstalls(
        core,
        tx,
        agencyId,
        [...(after ?? [])].filter((id) => !before.has(id)),
      );
    }
    await publishEvents(tx, agencyId, 'agency', tell(changed));
    return changed;
  });

const wasNeverRead = async (tx: Tx, agencyId: string): Promise<boolean> => {
  const { accounts_synced_at: readAt } = await tx
    .selectFrom('agencies')
    .where('id', '=', agencyId)
    .select('accounts_synced_at')
    .executeTakeFirstOrThrow();
  return readAt === null;
};

/** Another one after every write of the agency's row: news that are taken up write it, and so does whoever writes its locations. */
async function rowVersion({ db }: Pick<Core, 'db'>, agencyId: string, { lock } = { lock: false }): Promise<string> {
  const row = await db
    .selectFrom('agencies')
    .select(sql<string>`xmin::text`.as('version'))
    .where('id', '=', agencyId)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirstOrThrow();
  return row.version;
}
