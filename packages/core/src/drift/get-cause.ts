import type { DriftCauseView, DriftFindingView } from '@groundwork/shared/views';
import { authorise, type Context, notFound } from '../context.ts';
import { causeViews } from './cause-views.ts';
import { findingRows, findingView } from './finding-rows.ts';

/** One cause, account by account. */
export async function getCause(
  ctx: Context,
  input: { key: string },
): Promise<DriftCauseView & { findings: DriftFindingView[] }> {
  authorise(ctx, 'read');
  const { agencyId, locationIds } = ctx.actor;
  const sight = { agencyId, locationIds };
  const now = ctx.now();
  const [causes, findings] = await Promise.all([
    causeViews(ctx.db, { ...sight, now, which: input }),
    findingRows(ctx.db, ctx.actor, now)
      .where('found.cause', '=', input.key)
      .orderBy('locations.name')
      .orderBy('locations.id')
      .execute(),
  ]);
  const [cause] = causes;
  if (!cause) throw notFound('drift');
  return { ...cause, findings: findings.map(findingView) };
}
