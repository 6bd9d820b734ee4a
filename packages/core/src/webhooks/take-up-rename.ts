import { refreshLocations } from '../accounts/refresh-locations.ts';
import type { Core } from '../context.ts';
import type { Whose } from './store-deliveries.ts';

const underWay = new Map<string, Promise<void>>();

/**
 * Names come from GHL's list of locations, which the OAuth service keeps: it is asked to read it again, once for many events. Should
 * this fail, the next time it does so by itself will do.
 */
export function takeUpRename(core: Core, whose: Whose, deliveryId: string): Promise<void> {
  const running = underWay.get(whose.agencyId) ?? refresh(core, whose).finally(() => underWay.delete(whose.agencyId));
  underWay.set(whose.agencyId, running);
  return running
    .then(async () => {
      await core.db
        .updateTable('webhook_deliveries')
        .set({ handled_at: core.now() })
        .where('id', '=', deliveryId)
        .execute();
    })
    .catch((error: unknown) =>
      core.log.warn({ err: error, agencyId: whose.agencyId }, 'the new name of an account could not be read yet'),
    );
}

async function refresh(core: Core, { agencyId, companyId }: Whose): Promise<void> {
  await core.bridge.reconcile(companyId);
  await refreshLocations(core, { id: agencyId, companyId }, (changed) =>
    changed ? [{ type: 'accounts.changed' }] : [],
  );
}
