import { requireWholeAgency } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { commitOnce } from '../idempotency/commit-once.ts';

/** Blueprints that were started from it stay as they are. */
export async function removeTemplate(ctx: Context, input: { id: string }): Promise<void> {
  authorise(ctx, 'blueprint.write');
  requireWholeAgency(ctx);
  await commitOnce(ctx, async (tx) => {
    const removed = await tx
      .deleteFrom('templates')
      .where('agency_id', '=', ctx.actor.agencyId)
      .where('id', '=', input.id)
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw notFound('template');
  });
}
