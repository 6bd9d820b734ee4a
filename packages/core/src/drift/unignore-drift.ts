import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { commitOnce } from '../idempotency/commit-once.ts';

/** Shown as open again. */
export async function unignoreDrift(ctx: Context, input: { id: string }): Promise<void> {
  authorise(ctx, 'drift.handle');
  const { agencyId } = ctx.actor;
  await commitOnce(ctx, async (tx) => {
    const removed = await tx
      .deleteFrom('drift_ignores')
      .where('agency_id', '=', agencyId)
      .where('id', '=', input.id)
      .where(inScope(ctx.actor, 'location_id'))
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw notFound('ignored drift');
    await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
  });
}
