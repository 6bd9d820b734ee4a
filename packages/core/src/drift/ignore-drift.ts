import type { Tx } from '@groundwork/db';
import type { DriftIgnoreView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { inScope, requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { ignoreRows, ignoreView } from './ignore-views.ts';
import { fromNote, toNote } from './noted.ts';
import { refuseGone } from './refuse-gone.ts';

interface Said {
  locationId: string | null;
  days: number;
  reason: string;
}

/** Not shown as open until then: in one account, or in all, also those in which it appears later. Said again, the last word holds. */
export async function ignoreDrift(ctx: Context, { key, ...said }: Said & { key: string }): Promise<DriftIgnoreView> {
  const [ignore] = await ignoreManyDrifts(ctx, { ...said, keys: [key] });
  if (!ignore) throw new Error('an ignore has no view');
  return ignore;
}

/** The same for several causes: all of them or, where one is gone, none. Answers in the order of the keys, each once. */
export async function ignoreManyDrifts(
  ctx: Context,
  { locationId, days, reason, ...input }: Said & { keys: string[] },
): Promise<DriftIgnoreView[]> {
  authorise(ctx, 'drift.handle');
  if (locationId === null) requireWholeAgency(ctx);
  const { agencyId, memberId } = ctx.actor;
  const keys = [...new Set(input.keys)];
  const ignores = await commitOnce(ctx, async (tx) => {
    const found = await tx
      .selectFrom('drift_findings')
      .where('agency_id', '=', agencyId)
      .where('cause', 'in', keys)
      .where(inScope(ctx.actor, 'location_id'))
      .$if(locationId !== null, (query) => query.where('location_id', '=', locationId ?? ''))
      .select(['cause', 'blueprint_id'])
      .distinct()
      .execute();
    const blueprints = new Map(found.map((row) => [row.cause, row.blueprint_id]));
    refuseGone(keys, blueprints);
    await waitForOthers(tx, agencyId, keys);
    const until = new Date(ctx.now().getTime() + days * 86_400_000);
    const said = { until, reason, created_by: memberId };
    const again = await tx
      .updateTable('drift_ignores')
      .set(said)
      .where('agency_id', '=', agencyId)
      .where('cause', 'in', keys)
      .where('location_id', 'is not distinct from', locationId)
      .returning('cause')
      .execute();
    const known = new Set(again.map(({ cause }) => cause));
    const rows = [...blueprints]
      .filter(([cause]) => !known.has(cause))
      .map(([cause, blueprint_id]) => ({ agency_id: agencyId, cause, blueprint_id, location_id: locationId, ...said }));
    if (rows.length > 0) await tx.insertInto('drift_ignores').values(rows).execute();
    await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
    return toNote(await viewsOf(tx, ctx, { keys, locationId }));
  });
  return fromNote(ignores);
}

/** Pressed twice, at once: the second waits, and says it once more. Each takes the locks in the same order. */
const waitForOthers = (tx: Tx, agencyId: string, keys: readonly string[]) =>
  sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from (
    select name from unnest(${keys.map((key) => `ignore-drift:${agencyId}:${key}`)}::text[]) name order by name offset 0
  ) in_order`.execute(tx);

async function viewsOf(
  tx: Tx,
  { actor }: Context,
  { keys, locationId }: { keys: readonly string[]; locationId: string | null },
): Promise<DriftIgnoreView[]> {
  const rows = await ignoreRows(tx, actor)
    .where('ignored.cause', 'in', keys)
    .where('ignored.location_id', 'is not distinct from', locationId)
    .execute();
  const views = new Map(rows.map((row) => [row.cause, ignoreView(row)]));
  return keys.flatMap((key) => views.get(key) ?? []);
}
