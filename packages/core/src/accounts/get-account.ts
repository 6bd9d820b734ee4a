import type { AccountDetailView } from '@groundwork/shared/views';
import { sql } from 'kysely';
import { readBudget } from '../budget/read-budget.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { appliedVersions } from '../drift/applied-versions.ts';
import { accountRows, accountView } from './account-rows.ts';

/** One account, with what was applied there. Asks nothing of GHL. */
export async function getAccount(ctx: Context, input: { locationId: string }): Promise<AccountDetailView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const { locationId } = input;
  const row = await accountRows(ctx.db, ctx.actor).where('locations.id', '=', locationId).executeTakeFirst();
  if (!row) throw notFound('account');
  const [held, versions, budget] = await Promise.all([
    heldByBlueprint(ctx, locationId),
    appliedVersions(ctx.db, { agencyId, locationIds: [locationId] }),
    readBudget(ctx.db, locationId),
  ]);
  const versionOf = new Map(versions.map((version) => [version.blueprintId, version]));
  return {
    ...accountView(row),
    blueprints: held.map(({ id, name, created, adopted, findings, checkState, checkedAt }) => {
      const version = versionOf.get(id);
      return {
        id,
        name,
        version: version?.number ?? null,
        versionId: version?.versionId ?? null,
        created,
        adopted,
        appliedAt: version?.appliedAt.toISOString() ?? null,
        drift: checkState && checkedAt ? { state: checkState, findings, checkedAt: checkedAt.toISOString() } : null,
      };
    }),
    budget,
  };
}

/** Blueprints of which something is recorded there, by name. */
const heldByBlueprint = ({ db, actor }: Context, locationId: string) =>
  db
    .selectFrom('resource_states as held')
    .innerJoin('blueprints', 'blueprints.id', 'held.blueprint_id')
    .leftJoin('drift_checks as checked', (join) =>
      join
        .onRef('checked.agency_id', '=', 'held.agency_id')
        .onRef('checked.location_id', '=', 'held.location_id')
        .onRef('checked.blueprint_id', '=', 'held.blueprint_id'),
    )
    .where('held.agency_id', '=', actor.agencyId)
    .where('held.location_id', '=', locationId)
    .groupBy(['blueprints.id', 'checked.state', 'checked.checked_at'])
    .orderBy(sql`lower(blueprints.name)`)
    .select([
      'blueprints.id',
      'blueprints.name',
      'checked.state as checkState',
      'checked.checked_at as checkedAt',
      sql<number>`(count(*) filter (where held.origin = 'created'))::int`.as('created'),
      sql<number>`(count(*) filter (where held.origin = 'adopted'))::int`.as('adopted'),
      sql<number>`(select count(*)::int from drift_findings found
        where found.agency_id = ${actor.agencyId} and found.location_id = ${locationId}
          and found.blueprint_id = blueprints.id)`.as('findings'),
    ])
    .execute();
