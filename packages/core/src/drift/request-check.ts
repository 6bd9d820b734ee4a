import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { askForChecks } from './ask-for-checks.ts';

/** Checks accounts now: the named ones, or all that something was applied to. Closed ones, and those without anything, are left out. */
export async function requestCheck(
  ctx: Context,
  input: { locationIds?: string[] | undefined },
): Promise<{ requested: number }> {
  authorise(ctx, 'drift.handle');
  const { agencyId } = ctx.actor;
  const named = input.locationIds && [...new Set(input.locationIds)];
  return commitOnce(ctx, async (tx) => {
    const accounts = await tx
      .selectFrom('locations')
      .where('agency_id', '=', agencyId)
      .where(inScope(ctx.actor, 'locations.id'))
      .$if(named !== undefined, (query) => query.where('id', 'in', named ?? []))
      .select((eb) => [
        'id',
        'state',
        eb
          .exists(
            eb
              .selectFrom('resource_states as held')
              .whereRef('held.agency_id', '=', 'locations.agency_id')
              .whereRef('held.location_id', '=', 'locations.id')
              .select('held.address'),
          )
          .as('isApplied'),
      ])
      .execute();
    if (named && accounts.length < named.length) throw notFound('account');
    const open = accounts.filter(({ state, isApplied }) => state === 'active' && isApplied);
    await askForChecks(
      ctx,
      tx,
      open.map(({ id: locationId }) => ({ agencyId, locationId, asked: true })),
    );
    if (open.length > 0) await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
    return { requested: open.length };
  });
}
