import type { Tx } from '@groundwork/db';
import { AppError, canonicalJson, type Json } from '@groundwork/shared';
import type { Blueprint } from '@groundwork/shared/blueprint';
import type { Actor } from '../context.ts';
import { hideValues } from '../variables/hide-values.ts';

/** Writes a checked blueprint as the next version of the one of its name, and answers the version's id; the same text again is the same version. */
export async function writeVersion(
  tx: Tx,
  by: Pick<Actor, 'agencyId' | 'memberId' | 'locationIds'>,
  { source, blueprint, format }: { source: string; blueprint: Blueprint; format: 'yaml' | 'json' },
): Promise<string> {
  const { agencyId, memberId } = by;
  const { id: blueprintId } = await tx
    .insertInto('blueprints')
    .values({ agency_id: agencyId, name: blueprint.name })
    // The update changes nothing but locks the row, so that two saves at once get two numbers.
    .onConflict((conflict) => conflict.columns(['agency_id', 'name']).doUpdateSet({ name: blueprint.name }))
    .returning('id')
    .executeTakeFirstOrThrow();
  const latest = await tx
    .selectFrom('blueprint_versions')
    .select(['id', 'number', 'source'])
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', blueprintId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest?.source === source) return latest.id;
  if (by.locationIds !== null) await refuseWhereInstalled(tx, agencyId, blueprintId);
  const version = await tx
    .insertInto('blueprint_versions')
    .values({
      agency_id: agencyId,
      blueprint_id: blueprintId,
      number: (latest?.number ?? 0) + 1,
      source,
      format,
      document: canonicalJson(blueprint as unknown as Json),
      created_by: memberId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await hideValues(tx, agencyId, blueprint);
  return version.id;
}

/** A version is applied to nothing by itself, but where a rule gives the newest to every account that gets the app. */
async function refuseWhereInstalled(tx: Tx, agencyId: string, blueprintId: string): Promise<void> {
  const rule = await tx
    .selectFrom('install_rules')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', blueprintId)
    .select('id')
    .executeTakeFirst();
  if (rule)
    throw new AppError(
      'FORBIDDEN',
      'Every new account gets the newest version of this blueprint, and this key is for some accounts only. Save it with a key for all accounts, or in the browser.',
    );
}
