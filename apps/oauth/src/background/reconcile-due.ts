import type { OAuthContext } from '../context.ts';
import { reconcileLocations } from '../grants/reconcile-locations.ts';

/** Reads the installed locations again where a webhook, a failed read or the hour asks for it. */
export async function reconcileDue(ctx: OAuthContext): Promise<boolean> {
  const due = await ctx.db
    .selectFrom('installations')
    .select(['id', 'company_id'])
    .where('state', '=', 'active')
    .where('location_id', 'is', null)
    .where('reconcile_after', '<=', new Date())
    .where((eb) =>
      eb.or([
        eb('reconciled_at', 'is', null),
        eb('reconciled_at', '<=', new Date(Date.now() - ctx.timings.reconcileGapMs)),
      ]),
    )
    .orderBy('reconcile_after')
    .limit(5)
    .execute();
  // Side by side: one agency of thousands of locations, or one that GHL is slow about, does not hold up the others.
  await Promise.all(due.map((agency) => claimAndRead(ctx, agency)));
  return due.length > 0;
}

async function claimAndRead(ctx: OAuthContext, { id, company_id: companyId }: Due): Promise<void> {
  if (ctx.stopping.aborted) return;
  // Claimed for two minutes, so that replicas do not all read the same list; a crash only delays it.
  const claim = await ctx.db
    .updateTable('installations')
    .set({ reconcile_after: new Date(Date.now() + 120_000) })
    .where('id', '=', id)
    .where('reconcile_after', '<=', new Date())
    .executeTakeFirst();
  if (claim.numUpdatedRows === 0n) return;
  await reconcileLocations(ctx, companyId, Date.now() + 60_000).catch((error: unknown) => {
    ctx.log.warn({ err: error, companyId }, 'the installed locations could not be read; tried again later');
  });
}

interface Due {
  id: string;
  company_id: string;
}
