import { AppError } from '@groundwork/shared';
import type { RolloutView } from '@groundwork/shared/views';
import type { Tx } from '@groundwork/db';
import { rolloutInScope, sees } from '../account-scope.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { once } from '../idempotency/commit-once.ts';
import { getRollout } from '../rollouts/get-rollout.ts';
import { byCause } from './by-cause.ts';
import { fixesUnderWay, type FixUnderWay } from './fixes-under-way.ts';
import { type FindingRow, findingRows } from './finding-rows.ts';
import { insertFix } from './insert-fix.ts';
import { fromNote, toNote } from './noted.ts';
import { refuseGone } from './refuse-gone.ts';

interface Wanted {
  keys: readonly string[];
  locationIds?: readonly string[] | undefined;
}

/**
 * A rollout that brings accounts of a cause back to what was applied: the open ones, or those named. Each is planned with the
 * version and the values of its last apply, about this one resource; of the client's edits only this one is overwritten. Accounts
 * in which it is being fixed already are left to that rollout; where that is all of them, it is the answer.
 */
export async function fixDrift(
  ctx: Context,
  { key, locationIds }: { key: string; locationIds?: string[] | undefined },
): Promise<RolloutView> {
  const [rollout] = await fix(ctx, { keys: [key], locationIds });
  if (!rollout) throw new Error('a fix has no rollout');
  return rollout;
}

/**
 * The same for several causes: one rollout for each blueprint, in which an account is planned about those that are open there. Unlike
 * with one cause, what is ignored stays as it is in named accounts as well.
 */
export const fixManyDrifts = (ctx: Context, input: { keys: string[]; locationIds?: string[] | undefined }) =>
  fix(ctx, { ...input, keys: [...new Set(input.keys)] });

async function fix(ctx: Context, { keys, locationIds }: Wanted): Promise<RolloutView[]> {
  authorise(ctx, 'drift.handle');
  authorise(ctx, 'rollout.run');
  if (locationIds?.some((id) => !sees(ctx.actor, id))) throw notFound('account');
  const ids = await once(ctx, async (commit) => {
    const findings = await findingRows(ctx.db, ctx.actor, ctx.now())
      .where('found.cause', 'in', keys)
      .orderBy('locations.name')
      .orderBy('locations.id')
      .execute();
    refuseGone(keys, new Set(findings.map(({ cause }) => cause)));
    const chosen = choose(findings, { keys, locationIds });
    return commit(async (tx) => {
      // In one order, whoever else fixes some of them.
      const causes: Divided[] = [];
      for (const cause of byCause(chosen)) causes.push(await divide(tx, cause));
      const made: string[] = [];
      for (const ofBlueprint of Map.groupBy(causes, ({ blueprintId }) => blueprintId).values()) {
        const open = ofBlueprint.flatMap((cause) => cause.open);
        made.push(open.length > 0 ? await insertFix(ctx, tx, open) : await newestOf(ctx, tx, ofBlueprint));
      }
      return toNote(made);
    });
  });
  return Promise.all(fromNote(ids).map((id) => getRollout(ctx, { id })));
}

interface Divided {
  blueprintId: string;
  /** Without those of a fix that is not over. */
  open: readonly FindingRow[];
  underWay: readonly FixUnderWay[];
}

async function divide(tx: Tx, findings: readonly FindingRow[]): Promise<Divided> {
  const underWay = await fixesUnderWay(tx, findings);
  const open = findings.filter(({ location_id: id }) => !underWay.has(id));
  return { blueprintId: findings[0]?.blueprint_id ?? '', open, underWay: [...underWay.values()] };
}

/** Where all of it is being fixed already: the last rollout that does. */
async function newestOf({ actor }: Context, tx: Tx, causes: readonly Divided[]): Promise<string> {
  const [newest] = causes
    .flatMap(({ underWay }) => underWay)
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const row = await tx
    .selectFrom('rollouts')
    .where('agency_id', '=', actor.agencyId)
    .where('id', '=', newest?.rolloutId ?? '')
    .where(rolloutInScope(actor, 'rollouts.id'))
    .select('id')
    .executeTakeFirst();
  if (row) return row.id;
  throw new AppError('CONFLICT', 'Somebody is fixing this in these accounts already. Look again when that is done.');
}

function choose(findings: readonly FindingRow[], { keys, locationIds }: Wanted): FindingRow[] {
  const isOne = keys.length === 1;
  const chosen = findings.filter(
    ({ location_id: id, ignoredUntil }) =>
      (locationIds?.includes(id) ?? true) && (ignoredUntil === null || (isOne && locationIds !== undefined)),
  );
  const found = new Set(chosen.map(({ location_id: id }) => id));
  if (locationIds && isOne && found.size < new Set(locationIds).size)
    throw new AppError(
      'CONFLICT',
      'Some of these accounts no longer differ, or cannot be reached. Load the page again.',
    );
  if (chosen.length > 0) return chosen;
  throw new AppError(
    'CONFLICT',
    isOne
      ? 'It is ignored in every account. Show it again first, or choose accounts.'
      : 'None of it is open in these accounts: it is ignored, or was mended. Load the page again.',
  );
}
