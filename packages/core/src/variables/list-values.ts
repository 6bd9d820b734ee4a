import { secretText } from '@groundwork/shared/blueprint';
import type { Db } from '@groundwork/db';
import type { StoredValueView } from '@groundwork/shared/views';
import { authorise, type Context } from '../context.ts';
import { findOwner, type ValuePlace } from './value-owner.ts';

/** The values kept at one level. `ownerId`: of the blueprint, the group or the location; of the agency level the agency's own id or nothing. */
export async function listValues(ctx: Context, input: ValuePlace): Promise<StoredValueView[]> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  return valuesOf(ctx.db, agencyId, { ...input, ownerId: await findOwner(ctx.db, ctx.actor, input) });
}

/** By name. */
export async function valuesOf(
  db: Db,
  agencyId: string,
  { level, ownerId }: { level: ValuePlace['level']; ownerId: string },
): Promise<StoredValueView[]> {
  const rows = await db
    .selectFrom('variable_values as kept')
    .leftJoin('members', 'members.id', 'kept.updated_by')
    .where('kept.agency_id', '=', agencyId)
    .where('kept.level', '=', level)
    .where('kept.owner_id', '=', ownerId)
    .orderBy('kept.name')
    .select(['kept.name', 'kept.value', 'kept.secret', 'kept.updated_at', 'members.name as updatedBy'])
    .execute();
  return rows.map(({ name, value, secret, updated_at, updatedBy }) => ({
    name,
    value: secret ? secretText : value,
    secret,
    updatedAt: updated_at.toISOString(),
    updatedBy,
  }));
}
