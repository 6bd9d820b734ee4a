import { AppError } from '@groundwork/shared';
import type { RolloutView, VariableValues } from '@groundwork/shared/views';
import { sees } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { getRollout } from '../rollouts/get-rollout.ts';
import { insertRollout } from '../rollouts/insert-rollout.ts';
import { appliedVersions } from './applied-versions.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';

/**
 * A rollout that brings accounts of a cause back to what was applied: the open ones, or those named. Each is planned with the
 * version and the values of its last apply, about this one resource; of the client's edits only this one is overwritten.
 */
export async function fixDrift(
  ctx: Context,
  input: { key: string; locationIds?: string[] | undefined },
): Promise<RolloutView> {
  authorise(ctx, 'drift.handle');
  authorise(ctx, 'rollout.run');
  const { agencyId, memberId } = ctx.actor;
  if (input.locationIds?.some((id) => !sees(ctx.actor, id))) throw notFound('account');
  const findings = await findingRows(ctx.db, ctx.actor, ctx.now())
    .where('found.cause', '=', input.key)
    .orderBy('locations.name')
    .orderBy('locations.id')
    .execute();
  const [example] = findings;
  if (!example) throw notFound('drift');
  const chosen = choose(findings, input.locationIds);
  const applied = await versionsOf(ctx, example.blueprint_id, chosen);
  const { address, path } = example;
  const id = await ctx.db.transaction().execute((tx) =>
    insertRollout(ctx, tx, {
      agencyId,
      name: nameOf(example),
      purpose: 'drift',
      blueprintId: example.blueprint_id,
      blueprintVersionId: newest([...applied.values()]).versionId,
      targets: chosen.flatMap(({ location_id: locationId }) => {
        const version = applied.get(locationId);
        return version ? [{ locationId, blueprintVersionId: version.versionId, inputs: version.inputs }] : [];
      }),
      overwrite: [{ address, path: path === '' ? null : path }],
      only: [address],
      createdBy: memberId,
    }),
  );
  return getRollout(ctx, { id });
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

interface Applied {
  versionId: string;
  number: number;
  inputs: VariableValues;
}

/** By account. Where no job tells any more what was applied (they are cleaned up after a year), the newest version has to do. */
async function versionsOf(
  { db, actor: { agencyId } }: Context,
  blueprintId: string,
  findings: readonly FindingRow[],
): Promise<Map<string, Applied>> {
  const locationIds = findings.map((row) => row.location_id);
  const [applied, latest] = await Promise.all([
    appliedVersions(db, { agencyId, locationIds, blueprintId }),
    db
      .selectFrom('blueprint_versions')
      .where('agency_id', '=', agencyId)
      .where('blueprint_id', '=', blueprintId)
      .orderBy('number', 'desc')
      .select(['id', 'number'])
      .limit(1)
      .executeTakeFirstOrThrow(),
  ]);
  const found = new Map(applied.map((version) => [version.locationId, version]));
  const otherwise: Applied = { versionId: latest.id, number: latest.number, inputs: {} };
  return new Map(locationIds.map((id) => [id, found.get(id) ?? otherwise]));
}

const newest = (applied: readonly Applied[]): Applied => applied.reduce((a, b) => (b.number > a.number ? b : a));

const nameOf = ({ title, path, what }: FindingRow): string =>
  `Fix drift: ${[title, path === '' ? what : path].join(', ')}`.slice(0, 120);
