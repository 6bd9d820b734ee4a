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
import { allOrNone } from './all-or-none.ts';
import { byCause } from './by-cause.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';
import { fromNote, toNote } from './noted.ts';
import { refuseGone } from './refuse-gone.ts';
import { refuseSecretsAndIds } from './refuse-secrets-and-ids.ts';
import { refuseToUndo } from './refuse-to-undo.ts';
import { settleFindings } from './settle-findings.ts';

interface Accepted {
  version: BlueprintVersionView;
  accounts: number;
}

/**
 * Writes what the open accounts of a cause hold into a new version of the blueprint, where they all hold the same, and counts it
 * as applied there. Nothing is written to GHL: other accounts get the version as any other, by a plan.
 */
export async function acceptDrift(ctx: Context, input: { key: string }): Promise<Accepted> {
  const [accepted] = await acceptManyDrifts(ctx, { keys: [input.key] });
  if (!accepted) throw new Error('what was accepted has no version');
  return accepted;
}

/** The same for several causes: one version of each blueprint, and either all are accepted or none. */
export async function acceptManyDrifts(ctx: Context, input: { keys: string[] }): Promise<Accepted[]> {
  authorise(ctx, 'drift.handle');
  authorise(ctx, 'blueprint.write');
  const { agencyId } = ctx.actor;
  const keys = [...new Set(input.keys)];
  const made = await commitOnce(ctx, async (tx) => {
    const findings = await findingRows(tx, ctx.actor, ctx.now())
      .where('found.cause', 'in', keys)
      .orderBy('locations.name')
      .orderBy('found.location_id')
      .orderBy('found.cause')
      .forUpdate('found')
      .execute();
    refuseAccepted(keys, findings);
    const blueprints = Map.groupBy(findings, (found) => found.blueprint_id);
    const versions: { versionId: string; accounts: number }[] = [];
    for (const [, found] of [...blueprints].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      versions.push(await acceptInto(tx, ctx, byCause(found)));
    await publishEvents(tx, agencyId, 'agency', [{ type: 'drift.changed' }]);
    return toNote(versions);
  });
  return Promise.all(
    fromNote(made).map(async ({ versionId, accounts }) => ({
      version: await getBlueprint(ctx, { versionId }),
      accounts,
    })),
  );
}

function refuseAccepted(keys: readonly string[], findings: readonly FindingRow[]): void {
  if (findings.length === 0 && keys.length === 1)
    throw new AppError(
      'NOT_FOUND',
      'This drift is no longer there: somebody accepted or mended it. The newest version of the blueprint shows what was accepted.',
    );
  refuseGone(keys, new Set(findings.map(({ cause }) => cause)));
}

/** One version of one blueprint, which says what the accounts hold. */
async function acceptInto(
  tx: Tx,
  ctx: Context,
  causes: readonly (readonly FindingRow[])[],
): Promise<{ versionId: string; accounts: number }> {
  const { agencyId } = ctx.actor;
  const blueprintId = causes[0]?.[0]?.blueprint_id ?? '';
  let source = await lockLatest(tx, agencyId, blueprintId);
  await allOrNone(causes, async (findings) => {
    const open = findings.filter(isOpen);
    const value = oneValue(open);
    await refuseWhileWritten(tx, agencyId, open);
    await refuseSecretsAndIds(tx, agencyId, { findings: open, value });
    source = await textWith(tx, { source, open, value });
  });
  refuseOversized(source);
  const parsed = parseBlueprint(source);
  if (!parsed.ok) throw new Error('an edited blueprint was checked and is not valid');
  const versionId = await writeVersion(tx, ctx.actor, { source, ...parsed });
  const accounts = new Set<string>();
  await allOrNone(causes, async (findings) => {
    const settled = await settleFindings(tx, findings.filter(isOpen), ctx.now());
    if (settled.length === 0)
      throw new AppError('CONFLICT', 'Something else was applied to these accounts since. Check them again first.');
    for (const { location_id: id } of settled) accounts.add(id);
  });
  return { versionId, accounts: accounts.size };
}

const isOpen = ({ ignoredUntil }: FindingRow): boolean => ignoredUntil === null;

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

/** Whoever saves a version meanwhile waits, so that none of their changes are lost. */
async function lockLatest(tx: Tx, agencyId: string, blueprintId: string): Promise<string> {
  await tx
    .selectFrom('blueprints')
    .where('agency_id', '=', agencyId)
    .where('id', '=', blueprintId)
    .select('id')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const { source } = await tx
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('blueprint_id', '=', blueprintId)
    .orderBy('number', 'desc')
    .select('source')
    .limit(1)
    .executeTakeFirstOrThrow();
  return source;
}

/** The blueprint's text with it. */
async function textWith(
  tx: Tx,
  { source, open, value }: { source: string; open: readonly FindingRow[]; value: Json },
): Promise<string> {
  const [finding] = open;
  if (!finding) throw new Error('nothing is accepted of no finding');
  const { address, path, agency_id: agencyId } = finding;
  const edited = editResource(source, { address, path: path === '' ? null : path, value });
  if (!edited.ok)
    throw new AppError('CONFLICT', `This cannot be written into the blueprint. ${edited.reason}`, {
      issues: edited.issues ?? [],
    });
  if (edited.source !== source) await refuseToUndo(tx, agencyId, { source, open });
  return edited.source;
}
