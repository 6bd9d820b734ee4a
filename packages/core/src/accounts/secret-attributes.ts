import { sql } from 'kysely';
import type { Context } from '../context.ts';

/** What secret variables have filled in an account, whichever blueprint they belong to: attributes by `kind:id`. */
export async function secretAttributes(ctx: Context, locationId: string): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .selectFrom('resource_states')
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('location_id', '=', locationId)
    .where(sql<boolean>`secrets <> '{}'`)
    .select(['kind', 'ghl_id', 'secrets'])
    .execute();
  const found = new Map<string, string[]>();
  for (const { kind, ghl_id: id, secrets } of rows)
    found.set(`${kind}:${id}`, [...(found.get(`${kind}:${id}`) ?? []), ...secrets]);
  return found;
}
