import type { Tx } from '@groundwork/db';
import { AppError, type ErrorView, errorView } from '@groundwork/shared';
import { concealItem, lossWords, type PlanItem } from '@groundwork/shared/plan';
import type { PlannedCell, RolloutMatrixView } from '@groundwork/shared/views';
import { accountClosed } from '../accounts/require-account.ts';
import type { Core } from '../context.ts';
import { narrowFix } from '../drift/narrow-fix.ts';
import { stepItems } from '../jobs/enqueue-job.ts';
import { makePlan } from '../plans/make-plan.ts';
import type { RolloutPlanMessage } from './plan-messages.ts';

/**
 * Plans one account of a rollout and stores what comes of it: a plan, or why there is none. May run twice, at once: one of the
 * plans stays. Throws what may be better at the next try, unless this is the last.
 */
export async function planTarget(
  core: Core,
  message: RolloutPlanMessage,
  { signal, isLastTry }: { signal: AbortSignal; isLastTry: boolean },
): Promise<void> {
  const target = await findTarget(core, message);
  if (!target) return;
  let planId: string;
  try {
    if (target.state !== 'active') throw accountClosed(target.state, target.name);
    const narrowed = await narrowFix(core.db, core.now(), { ...target, rolloutId: message.rolloutId });
    planId = await makePlan(core, { ...target, ...narrowed, lane: 'bulk' }, { signal });
  } catch (error) {
    signal.throwIfAborted();
    const isFinal = error instanceof AppError && !error.retryable;
    if (!isFinal && !isLastTry) throw error;
    if (!(error instanceof AppError))
      core.log.error({ err: error, ...message }, 'a target of a rollout was not planned');
    return storeError(core, message, errorOf(error));
  }
  await storePlan(core, message, planId);
}

/** Null: it needs no plan any more. */
const findTarget = (core: Core, { rolloutId, locationId }: RolloutPlanMessage) =>
  core.db
    .selectFrom('rollout_targets as target')
    .innerJoin('rollouts', 'rollouts.id', 'target.rollout_id')
    .innerJoin('agencies', 'agencies.id', 'target.agency_id')
    .innerJoin('locations', (join) =>
      join.onRef('locations.agency_id', '=', 'target.agency_id').onRef('locations.id', '=', 'target.location_id'),
    )
    .where('target.rollout_id', '=', rolloutId)
    .where('target.location_id', '=', locationId)
    .where('target.steps', 'is', null)
    .where('target.error', 'is', null)
    .where('target.skipped', '=', false)
    .where('rollouts.finished_at', 'is', null)
    .select([
      'target.agency_id as agencyId',
      'agencies.company_id as companyId',
      'target.location_id as locationId',
      'target.blueprint_version_id as blueprintVersionId',
      'target.inputs',
      'rollouts.blueprint_id as blueprintId',
      'rollouts.purpose',
      'rollouts.overwrite',
      'rollouts.only_addresses as only',
      'rollouts.created_by as createdBy',
      'locations.state',
      'locations.name',
    ])
    .executeTakeFirst();

const errorOf = (error: unknown): ErrorView =>
  errorView(
    error instanceof AppError
      ? error
      : new AppError('INTERNAL', 'Planning this account failed for a reason of our own. Retry the rollout.', {
          retryable: true,
        }),
  );

async function storeError(
  { db }: Core,
  { rolloutId, locationId }: RolloutPlanMessage,
  error: ErrorView,
): Promise<void> {
  await db
    .updateTable('rollout_targets')
    .set({ error: JSON.stringify(error) })
    .where('rollout_id', '=', rolloutId)
    .where('location_id', '=', locationId)
    .where('steps', 'is', null)
    .execute();
}

async function storePlan({ db }: Core, { rolloutId, locationId }: RolloutPlanMessage, planId: string): Promise<void> {
  const { items } = await db.selectFrom('plans').where('id', '=', planId).select('items').executeTakeFirstOrThrow();
  const steps = stepItems(items);
  await db.transaction().execute(async (tx) => {
    await addColumns(tx, rolloutId, items);
    await tx
      .updateTable('rollout_targets')
      .set({
        plan_id: planId,
        steps: steps.items.length,
        losses: lossWords(items),
        cells: JSON.stringify(cellsOf(items, steps.waiting)),
      })
      .where('rollout_id', '=', rolloutId)
      .where('location_id', '=', locationId)
      .where('steps', 'is', null)
      .where('error', 'is', null)
      .execute();
  });
}

const cellsOf = (items: readonly PlanItem[], waiting: ReadonlyMap<string, unknown>): Record<string, PlannedCell> =>
  Object.fromEntries(
    items.map(({ address, action }) => [
      address,
      waiting.has(address) ? 'waiting' : action === 'no-op' || action === 'manual' ? action : 'planned',
    ]),
  );

/** The matrix's columns are the lines of all plans. A line that only this one has comes after the one before it here. */
async function addColumns(tx: Tx, rolloutId: string, items: readonly PlanItem[]): Promise<void> {
  const { columns } = await tx
    .selectFrom('rollouts')
    .where('id', '=', rolloutId)
    .select('columns')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const merged = mergeColumns(columns, items);
  if (merged.length === columns.length) return;
  await tx
    .updateTable('rollouts')
    .set({ columns: JSON.stringify(merged) })
    .where('id', '=', rolloutId)
    .execute();
}

type Columns = RolloutMatrixView['columns'];

export function mergeColumns(columns: Readonly<Columns>, items: readonly PlanItem[]): Columns {
  const merged = [...columns];
  const known = new Set(columns.map(({ address }) => address));
  let place = 0;
  for (const item of items) {
    const { address, kind } = item;
    if (known.has(address)) place = merged.findIndex((column) => column.address === address);
    else merged.splice(place, 0, { address, kind, title: concealItem(item).title });
    place += 1;
  }
  return merged;
}
