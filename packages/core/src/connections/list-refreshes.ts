import { ServiceError } from '@groundwork/integrations';
import { AppError } from '@groundwork/shared';
import type { RefreshesView } from '@groundwork/shared/views';
import { sees } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';

const pageSize = 50;

/** What was asked of GHL's token endpoint for this agency, newest first. `before` is the page before's `nextBefore`. */
export async function listRefreshes(ctx: Context, { before }: { before: string | null }): Promise<RefreshesView> {
  authorise(ctx, 'read');
  const { agencyId, companyId } = ctx.actor;
  const [{ refreshes, nextBefore }, agency, locations] = await Promise.all([
    readPage(ctx, { companyId, before }),
    ctx.db.selectFrom('agencies').select('name').where('id', '=', agencyId).executeTakeFirstOrThrow(),
    ctx.db.selectFrom('locations').select(['id', 'name']).where('agency_id', '=', agencyId).execute(),
  ]);
  const names = new Map(locations.map(({ id, name }) => [id, name]));
  return {
    refreshes: refreshes
      .filter(({ locationId }) => locationId === null || sees(ctx.actor, locationId))
      .map((entry) => ({
        ...entry,
        name: entry.locationId === null ? agency.name : (names.get(entry.locationId) ?? entry.locationId),
      })),
    nextBefore,
  };
}

async function readPage({ bridge }: Context, page: { companyId: string; before: string | null }) {
  try {
    return await bridge.refreshes({ ...page, limit: pageSize });
  } catch (error) {
    // Of all that is sent only the cursor comes from outside.
    if (page.before !== null && error instanceof ServiceError && error.status === 400)
      throw new AppError('BAD_REQUEST', 'The log does not go on at this place. Read it from its beginning.');
    throw error;
  }
}
