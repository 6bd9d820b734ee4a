import type { DriftIgnoreView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope, requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { ignoreRows, ignoreView } from './ignore-views.ts';

/** Not shown as open until then: in one account, or in all, also those in which it appears later. Said again, the last word holds. */
export async function ignoreDrift(
  ctx: Context,
  input: { key: string; locationId: string | null; days: number; reason: string },
): Promise<DriftIgnoreView> {
  authorise(ctx, 'drift.handle');
  if (input.locationId === null) requireWholeAgency(ctx);
  const { agencyId, memberId } = ctx.actor;
  const { key, locationId, days, reason } = input;
  return commitOnce(ctx, async (tx) => {
    const found = await tx
      .selectFrom('drift_findings')
      .where('agency_id', '=', agencyId)
      .where('cause', '=', key)
      .where(inScope(ctx.actor, 'location_id'))
      .$if(locationId !== null, (query) => query.where('location_id', '=', locationId ?? ''))
      .select('blueprint_id')
      .executeTakeFirst();
    if (!found) throw notFound('drift');
    // Pressed twice, at once: the second waits, and says it once more.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`ignore-drift:${agencyId}:${key}`}, 0))`.execute(tx);
    const until = new Date(ctx.now().getTime() + days * 86_400_000);
    const said = { until, reason, created_by: memberId };
    const same = { agency_id: agencyId, cause: key };
    const again = await tx
      .updateTable('drift_ignores')
      .set(said)
      .where((eb) => eb.and(same))
      .where('location_id', 'is not distinct from', locationId)
      .returning('id')
      .executeTakeFirst();
    const { id } =
      again ??
      (await tx
        .insertInto('drift_ignores')
        .values({ ...same, ...said, blueprint_id: found.blueprint_id, location_id: locationId })
        .returning('id')
        .executeTakeFirstOrThrow());
    const view = ignoreView(await ignoreRows(tx, ctx.actor).where('ignored.id', '=', id).executeTakeFirstOrThrow());
    await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
    return view;
  });
}
