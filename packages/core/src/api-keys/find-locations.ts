import type { Tx } from '@groundwork/db';
import { notFound } from '../context.ts';

/** The ids, each once, if every one is an account of the agency. */
export async function findLocations(tx: Tx, agencyId: string, locationIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(locationIds)];
  const { count } = await tx
    .selectFrom('locations')
    .where('agency_id', '=', agencyId)
    .where('id', 'in', ids)
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) < ids.length) throw notFound('account');
  return ids;
}
