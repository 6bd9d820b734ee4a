import type { Tx } from '@groundwork/db';
import { canonicalJson, type Json } from '@groundwork/shared';
import type { Blueprint } from '@groundwork/shared/blueprint';
import { hideValues } from '../variables/hide-values.ts';

/** Writes a checked blueprint as the next version of the one of its name, and answers the version's id; the same text again is the same version. */
export async function writeVersion(
  tx: Tx,
  by: { agencyId: string; memberId: string },
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
