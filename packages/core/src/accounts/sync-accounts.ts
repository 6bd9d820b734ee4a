import type { AccountsView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { listAccounts } from './list-accounts.ts';
import { syncLocations } from './sync-locations.ts';

/** Asks GHL where the app is installed, and returns the accounts as they are then. */
export async function syncAccounts(ctx: Context): Promise<AccountsView> {
  authorise(ctx, 'account.sync');
  const installation = await ctx.bridge.reconcile(ctx.actor.companyId);
  await ctx.db.transaction().execute(async (tx) => {
    await syncLocations(tx, ctx.actor.agencyId, installation);
    await publishEvents(tx, ctx.actor.agencyId, 'agency', [{ type: 'accounts.changed' }]);
  });
  return listAccounts(ctx);
}
