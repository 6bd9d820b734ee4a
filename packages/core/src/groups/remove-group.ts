import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { findOwner } from '../variables/value-owner.ts';

/** Its locations stay, without a group; its values go. */
export async function removeGroup(ctx: Context, input: { id: string }): Promise<void> {
  authorise(ctx, 'variable.write');
  requireWholeAgency(ctx);
  const { agencyId } = ctx.actor;
  await commitOnce(ctx, async (tx) => {
    const id = await findOwner(tx, ctx.actor, { level: 'group', ownerId: input.id }, 'lock');
    await tx
      .deleteFrom('variable_values')
      .where('agency_id', '=', agencyId)
      .where('level', '=', 'group')
      .where('owner_id', '=', id)
      .execute();
    await tx.deleteFrom('location_groups').where('agency_id', '=', agencyId).where('id', '=', id).execute();
  });
}
