import { AppError } from '@groundwork/shared';
import type { RolloutView } from '@groundwork/shared/views';
import type { Tx } from '@groundwork/db';
import { rolloutInScope, sees } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { once } from '../idempotency/commit-once.ts';
import { getRollout } from '../rollouts/get-rollout.ts';
import { insertRollout } from '../rollouts/insert-rollout.ts';
import { fixesUnderWay } from './fixes-under-way.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';
import { type ToFixWith, versionsToFixWith } from './versions-to-fix-with.ts';

/**
 * A rollout that brings accounts of a cause back to what was applied: the open ones, or those named. Each is planned with the
 * version and the values of its last apply, about this one resource; of the client's edits only this one is overwritten. Accounts
 * in which it is being fixed already are left to that rollout; where that is all of them, it is the answer.
 */
export async function fixDrift(
  ctx: Context,
  input: { key: string; locationIds?: string[] | undefined },
): Promise<RolloutView> {
  authorise(ctx, 'drift.handle');
  authorise(ctx, 'rollout.run');
  if (input.locationIds?.some((id) => !sees(ctx.actor, id))) throw notFound('account');
  const id = await once(ctx, async (commit) => {
    const findings = await findingRows(ctx.db, ctx.actor, ctx.now())
      .where('found.cause', '=', input.key)
      .orderBy('locations.name')
      .orderBy('locations.id')
      .execute();
    const [example] = findings;
    if (!example) throw notFound('drift');
    const chosen = choose(findings, input.locationIds);
    return commit(async (tx) => {
      const { open, underWay } = await leaveOut(ctx, tx, chosen);
      return underWay ?? insertFix(ctx, tx, open);
    });
  });
  return getRollout(ctx, { id });
}

/** Without those of a fix that is not over. Where none is left: that fix. */
async function leaveOut(
  { actor }: Context,
  tx: Tx,
  chosen: readonly FindingRow[],
): Promise<{ open: FindingRow[]; underWay: string | null }> {
  const underWay = await fixesUnderWay(tx, chosen);
  const open = chosen.filter(({ location_id: id }) => !underWay.has(id));
  if (open.length > 0) return { open, underWay: null };
  const [newest] = [...underWay.values()].toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const row = await tx
    .selectFrom('rollouts')
    .where('agency_id', '=', actor.agencyId)
    .where('id', '=', newest?.rolloutId ?? '')
    .where(rolloutInScope(actor, 'rollouts.id'))
    .select('id')
    .executeTakeFirst();
  if (!row)
    throw new AppError('CONFLICT', 'Somebody is fixing this in these accounts already. Look again when that is done.');
  return { open, underWay: row.id };
}

async function insertFix(ctx: Context, tx: Tx, chosen: readonly FindingRow[]): Promise<string> {
  const [example] = chosen;
  if (!example) throw new Error('nothing is fixed of no finding');
  const { address, path, blueprint_id: blueprintId } = example;
  const applied = await versionsToFixWith(tx, chosen);
  return insertRollout(ctx, tx, {
    agencyId: ctx.actor.agencyId,
    name: nameOf(example),
    purpose: 'drift',
    blueprintId,
    blueprintVersionId: newest([...applied.values()]).versionId,
    targets: chosen.flatMap(({ location_id: locationId }) => {
      const version = applied.get(locationId);
      return version ? [{ locationId, blueprintVersionId: version.versionId, inputs: version.inputs }] : [];
    }),
    overwrite: [{ address, path: path === '' ? null : path }],
    only: [address],
    createdBy: ctx.actor.memberId,
  });
}

function choose(findings: readonly FindingRow[], locationIds: readonly string[] | undefined): FindingRow[] {
  const chosen = findings.filter(({ location_id: id, ignoredUntil }) =>
    locationIds ? locationIds.includes(id) : ignoredUntil === null,
  );
  if (locationIds && chosen.length < new Set(locationIds).size)
    throw new AppError(
      'CONFLICT',
      'Some of these accounts no longer differ, or cannot be reached. Load the page again.',
    );
  if (chosen.length === 0)
    throw new AppError('CONFLICT', 'It is ignored in every account. Show it again first, or choose accounts.');
  return chosen;
}

const newest = (applied: readonly ToFixWith[]): ToFixWith => applied.reduce((a, b) => (b.number > a.number ? b : a));

const nameOf = ({ title, path, what }: FindingRow): string =>
  `Fix drift: ${[title, path === '' ? what : path].join(', ')}`.slice(0, 120);
