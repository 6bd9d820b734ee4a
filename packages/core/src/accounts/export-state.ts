import type { JsonObject } from '@groundwork/shared';
import { secretText } from '@groundwork/shared/plan';
import type { StateExportView } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { appliedVersions } from '../drift/applied-versions.ts';

/** All that Groundwork has recorded of an account, also of one that is closed. What a secret variable filled is left out. */
export async function exportState(ctx: Context, input: { locationId: string }): Promise<StateExportView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const { locationId } = input;
  const account = await ctx.db
    .selectFrom('locations')
    .where('agency_id', '=', agencyId)
    .where('id', '=', locationId)
    .where(inScope(ctx.actor, 'id'))
    .select(['id', 'name'])
    .executeTakeFirst();
  if (!account) throw notFound('account');
  const [rows, versions] = await Promise.all([
    ctx.db
      .selectFrom('resource_states as held')
      .innerJoin('blueprints', 'blueprints.id', 'held.blueprint_id')
      .where('held.agency_id', '=', agencyId)
      .where('held.location_id', '=', locationId)
      .orderBy('blueprints.name')
      .orderBy('blueprints.id')
      .orderBy('held.address')
      .selectAll('held')
      .select('blueprints.name')
      .execute(),
    appliedVersions(ctx.db, { agencyId, locationIds: [locationId] }),
  ]);
  const numbers = new Map(versions.map(({ blueprintId, number }) => [blueprintId, number]));
  const blueprints = [...Map.groupBy(rows, (row) => row.blueprint_id)].map(([id, held]) => ({
    id,
    name: held[0]?.name ?? '',
    version: numbers.get(id) ?? null,
    resources: held.map((row) => ({
      address: row.address,
      kind: row.kind,
      ghlId: row.ghl_id,
      origin: row.origin,
      retain: row.retain,
      lastApplied: withoutSecrets(row.last_applied, row.secrets),
      updatedAt: row.updated_at.toISOString(),
    })),
  }));
  return { groundworkState: 1, account, exportedAt: ctx.now().toISOString(), blueprints };
}

const withoutSecrets = (attributes: JsonObject, secrets: readonly string[]): JsonObject =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, secrets.includes(name) ? secretText : value]),
  );
