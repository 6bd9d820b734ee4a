import type { AccountsView } from '@groundwork/shared/views';
import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { listAccounts } from './list-accounts.ts';
import { refreshLocations } from './refresh-locations.ts';

/** Asks GHL where the app is installed, and returns the accounts as they are then. */
export async function syncAccounts(ctx: Context): Promise<AccountsView> {
  authorise(ctx, 'account.sync');
  requireWholeAgency(ctx);
  const { agencyId, companyId } = ctx.actor;
  await ctx.bridge.reconcile(companyId);
  await refreshLocations(ctx, { id: agencyId, companyId }, () => [{ type: 'accounts.changed' }]);
  return listAccounts(ctx);
}
