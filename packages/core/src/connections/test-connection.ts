import type { ConnectionTest } from '@groundwork/shared/bridge';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';

/** One real call to GHL as the agency, or as one location of it. A connection that does not work is an answer, not an error. */
export async function testConnection(
  ctx: Context,
  { locationId }: { locationId: string | null },
): Promise<ConnectionTest> {
  authorise(ctx, 'connection.test');
  const { agencyId, companyId } = ctx.actor;
  if (locationId === null) return ctx.bridge.testConnection({ companyId });
  const location = await ctx.db
    .selectFrom('locations')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('id', '=', locationId)
    .where(inScope(ctx.actor, 'id'))
    .executeTakeFirst();
  if (!location) throw notFound('account');
  return ctx.bridge.testConnection({ companyId, locationId });
}
