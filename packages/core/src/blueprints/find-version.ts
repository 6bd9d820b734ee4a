import type { Db } from '@groundwork/db';
import { notFound } from '../context.ts';

/** One version of the agency's, as it is stored. */
export async function findVersion(
  db: Db,
  agencyId: string,
  id: string,
): Promise<{ blueprintId: string; source: string }> {
  const version = await db
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('id', '=', id)
    .select(['blueprint_id as blueprintId', 'source'])
    .executeTakeFirst();
  if (!version) throw notFound('blueprint version');
  return version;
}
