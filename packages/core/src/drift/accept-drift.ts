import type { Tx } from '@groundwork/db';
import { AppError, canonicalJson, type Json } from '@groundwork/shared';
import { parseBlueprint } from '@groundwork/shared/blueprint';
import { editResource } from '@groundwork/shared/edit';
import type { BlueprintVersionView } from '@groundwork/shared/views';
import { refuseOversized } from '../blueprints/check-blueprint.ts';
import { getBlueprint } from '../blueprints/get-blueprint.ts';
import { writeVersion } from '../blueprints/write-version.ts';
import { authorise, type Context } from '../context.ts';
import { publishEvents } from '../events/publish-events.ts';
import { commitOnce } from '../idempotency/commit-once.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';
import { settleFindings } from './settle-findings.ts';
import { refuseSecretsAndIds } from './refuse-secrets-and-ids.ts';
import { refuseToUndo } from './refuse-to-undo.ts';

/**
 * Writes what the open accounts of a cause hold into a new version of the blueprint, where they all hold the same, and counts it
 * as applied there. Nothing is written to GHL: other accounts get the version as any other, by a plan.
 */
export async function acceptDrift(
  ctx: Context,
  input: { key: string },
): Promise<{ version: BlueprintVersionView; accounts: number }> {
  authorise(ctx, 'drift.handle');
  authorise(ctx, 'blueprint.write');
  const { agencyId } = ctx.actor;
  const { versionId, accounts } = await commitOnce(ctx, async (tx) => {
    const findings = await findingRows(tx, ctx.actor, ctx.now())
      .where('found.cause', '=', input.key)
      .orderBy('locations.name')
      .forUpdate('found')
      .execute();
    const [example] = findings;
    if (!example)
      throw new AppError(
        'NOT_FOUND',
        'This drift is no longer there: somebody accepted or mended it. The newest version of the blueprint shows what was accepted.',
      );
    const open = findings.filter(({ ignoredUntil }) => ignoredUntil === null);
    const value = oneValue(open);
    await refuseWhileWritten(tx, agencyId, open);
    await refuseSecretsAndIds(tx, agencyId, { findings: open, value });
    const version = await writeAccepted(tx, ctx, open, value);
    const settled = await settleFindings(tx, open, ctx.now());
    if (settled === 0)
      throw new AppError('CONFLICT', 'Something else was applied to these accounts since. Check them again first.');
    await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
    return { versionId: version, accounts: settled };
  });
  return { version: await getBlueprint(ctx, { versionId }), accounts };
}

/** What all of them hold. */
function oneValue(open: readonly FindingRow[]): Json {
  const [first] = open;
  if (!first)
    throw new AppError(
      'CONFLICT',
      'It is ignored in every account, so there is nothing to accept. Show it again first.',
    );
  if (first.what === 'recreated')
    throw new AppError(
      'CONFLICT',
      'Somebody made it anew; the blueprint need not change for that. Plan the accounts: Groundwork takes the new one over.',
    );
  const values = Map.groupBy(open, ({ live }) => canonicalJson(live));
  if (values.size === 1) return first.live;
  const shown = [...values]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, 5)
    .map(([value, accounts]) => `${value.slice(0, 60)} in ${accounts.length}`);
  throw new AppError(
    'CONFLICT',
    `The accounts hold different values (${shown.join('; ')}), and a blueprint can say one. Make it a variable with a value for each account, or ignore the others first.`,
  );
}

/** What a job is about to write is not what will be there. */
async function refuseWhileWritten(tx: Tx, agencyId: string, open: readonly FindingRow[]): Promise<void> {
  const busy = await tx
    .selectFrom('jobs')
    .innerJoin('locations', (join) =>
      join.onRef('locations.agency_id', '=', 'jobs.agency_id').onRef('locations.id', '=', 'jobs.location_id'),
    )
    .where('jobs.agency_id', '=', agencyId)
    .where('jobs.state', 'in', ['PENDING', 'PROCESSING'])
    .where(
      'jobs.location_id',
      'in',
      open.map((row) => row.location_id),
    )
    .select('locations.name')
    .executeTakeFirst();
  if (busy)
    throw new AppError('CONFLICT', `A job is writing ${busy.name}. Accept the drift when it is over.`, {
      retryable: true,
    });
}

async function writeAccepted(tx: Tx, ctx: Context, open: readonly FindingRow[], value: Json): Promise<string> {
  const { agencyId } = ctx.actor;
  const [finding] = open;
  if (!finding) throw new Error('nothing is accepted of no finding');
  // Whoever saves a version meanwhile waits, so that none of their changes are lost.
  await tx
    .selectFrom('blueprints')
    .where('agency_id', '=', agencyId)
    .where('id', '=', finding.blueprint_id)
    .select('id')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { source } = await tx
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', finding.blueprint_id)
    .orderBy('number', 'desc')
    .select('source')
    .limit(1)
    .executeTakeFirstOrThrow();
  const { address, path } = finding;
  const edited = editResource(source, { address, path: path === '' ? null : path, value });
  if (!edited.ok)
    throw new AppError('CONFLICT', `This cannot be written into the blueprint. ${edited.reason}`, {
      issues: edited.issues ?? [],
    });
  if (edited.source !== source) await refuseToUndo(tx, agencyId, { source, open });
  refuseOversized(edited.source);
  const parsed = parseBlueprint(edited.source);
  if (!parsed.ok) throw new Error('an edited blueprint was checked and is not valid');
  return writeVersion(tx, ctx.actor, { source: edited.source, ...parsed });
}
