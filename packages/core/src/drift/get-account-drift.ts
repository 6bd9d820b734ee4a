import type { AccountDriftView } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { isChecking } from './checks-asked.ts';
import { findingRows, findingView } from './finding-rows.ts';

/** The drift of one account. */
export async function getAccountDrift(ctx: Context, input: { locationId: string }): Promise<AccountDriftView> {
  authorise(ctx, 'read');
  const { agencyId } = ctx.actor;
  const account = await ctx.db
    .selectFrom('locations')
    .where('agency_id', '=', agencyId)
    .where('id', '=', input.locationId)
    .where(inScope(ctx.actor, 'id'))
    .select('id')
    .executeTakeFirst();
  if (!account) throw notFound('account');
  const [checks, findings, checking] = await Promise.all([
    ctx.db
      .selectFrom('drift_checks as checked')
      .innerJoin('blueprints', 'blueprints.id', 'checked.blueprint_id')
      .where('checked.agency_id', '=', agencyId)
      .where('checked.location_id', '=', account.id)
      .orderBy('blueprints.name')
      .select(['blueprints.id', 'blueprints.name', 'checked.state', 'checked.error', 'checked.checked_at'])
      .execute(),
    findingRows(ctx.db, ctx.actor, ctx.now())
      .where('found.location_id', '=', account.id)
      .orderBy('blueprints.name')
      .orderBy('found.address')
      .orderBy('found.path')
      .execute(),
    isChecking(ctx.db, agencyId, account.id),
  ]);
  return {
    checks: checks.map(({ id, name, state, error, checked_at: checkedAt }) => ({
      blueprint: { id, name },
      state,
      error,
      checkedAt: checkedAt.toISOString(),
    })),
    findings: findings.map(findingView),
    isChecking: checking,
  };
}
