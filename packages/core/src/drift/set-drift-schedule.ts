import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { commitOnce } from '../idempotency/commit-once.ts';

/** How often every account is checked; null: only when somebody asks. */
export async function setDriftSchedule(ctx: Context, input: { everyHours: number | null }): Promise<void> {
  authorise(ctx, 'drift.settings');
  requireWholeAgency(ctx);
  const { agencyId } = ctx.actor;
  await commitOnce(ctx, async (tx) => {
    await tx.updateTable('agencies').set({ drift_every_hours: input.everyHours }).where('id', '=', agencyId).execute();
    await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
  });
}
