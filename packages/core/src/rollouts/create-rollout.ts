import { AppError, type Issue } from '@groundwork/shared';
import type { Overwrite } from '@groundwork/shared/plan';
import type { RolloutView, VariableValues } from '@groundwork/shared/views';
import { inScope } from '../account-scope.ts';
import { accountClosed } from '../accounts/require-account.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { type Commit, once } from '../idempotency/commit-once.ts';
import { nameFault, valueFault } from '../variables/value-fault.ts';
import { getRollout } from './get-rollout.ts';
import { insertRollout } from './insert-rollout.ts';
import type { GivenSettings } from './rollout-settings.ts';

const mostTargets = 5_000;
const maxIssues = 100;

interface Target {
  locationId: string;
  inputs?: VariableValues | undefined;
}

interface GivenRollout {
  name?: string | undefined;
  blueprintVersionId: string;
  /** In this order; the first are the canary. */
  targets: Target[];
  settings?: GivenSettings | undefined;
  overwrite?: Overwrite[] | undefined;
  only?: string[] | undefined;
}

/** Begins a rollout: each account is planned in the background. Nothing is applied before a person approves. */
export async function createRollout(ctx: Context, input: GivenRollout): Promise<RolloutView> {
  authorise(ctx, 'rollout.run');
  const id = await once(ctx, (commit) => decide(ctx, input, commit));
  return getRollout(ctx, { id });
}

async function decide(ctx: Context, input: GivenRollout, commit: Commit): Promise<string> {
  const { agencyId, memberId } = ctx.actor;
  const version = await ctx.db
    .selectFrom('blueprint_versions as version')
    .innerJoin('blueprints', 'blueprints.id', 'version.blueprint_id')
    .where('version.agency_id', '=', agencyId)
    .where('version.id', '=', input.blueprintVersionId)
    .select(['version.id', 'version.number', 'blueprints.id as blueprintId', 'blueprints.name'])
    .executeTakeFirst();
  if (!version) throw notFound('blueprint version');
  await requireTargets(ctx, input.targets);
  refuseFaultyInputs(input.targets);
  return commit((tx) =>
    insertRollout(ctx, tx, {
      agencyId,
      name: input.name ?? `${version.name}, version ${version.number}`,
      purpose: 'apply',
      blueprintId: version.blueprintId,
      blueprintVersionId: version.id,
      targets: input.targets.map((target) => ({ ...target, blueprintVersionId: version.id })),
      settings: input.settings,
      overwrite: input.overwrite,
      only: input.only,
      createdBy: memberId,
    }),
  );
}

/** Accounts of the agency that can be reached and that the caller may see, each once. */
async function requireTargets(ctx: Context, targets: readonly Target[]): Promise<void> {
  if (targets.length === 0) throw new AppError('BAD_REQUEST', 'A rollout needs at least one account. Choose some.');
  if (targets.length > mostTargets)
    throw new AppError(
      'BAD_REQUEST',
      `A rollout can have ${mostTargets} accounts at most, and these are ${targets.length}. Make several.`,
    );
  const ids = targets.map(({ locationId }) => locationId);
  const rows = await ctx.db
    .selectFrom('locations')
    .select(['id', 'name', 'state'])
    .where('agency_id', '=', ctx.actor.agencyId)
    .where('id', 'in', ids)
    .where(inScope(ctx.actor, 'id'))
    .orderBy('name')
    .execute();
  if (rows.length < new Set(ids).size) throw notFound('account');
  const twice = rows.filter(({ id }) => ids.indexOf(id) !== ids.lastIndexOf(id));
  if (twice.length > 0)
    throw new AppError('BAD_REQUEST', `Each account can be in a rollout once. Named twice: ${names(twice)}.`);
  const closed = rows.flatMap((row) => (row.state === 'active' ? [] : [{ ...row, state: row.state }]));
  const [first] = closed;
  if (!first) return;
  if (closed.length === 1) throw accountClosed(first.state, first.name);
  throw new AppError(
    'NOT_INSTALLED',
    `${closed.length} accounts cannot be reached, because they are paused in GoHighLevel or the app is not installed there: ${names(closed)}. Leave them out.`,
  );
}

/** Values that no plan could be made with. Whether they fit the blueprint each account's plan says. */
function refuseFaultyInputs(targets: readonly Target[]): void {
  const issues = targets.flatMap(({ locationId, inputs = {} }) =>
    Object.entries(inputs).flatMap(([name, value]): Issue[] => {
      const message = nameFault(name) ?? valueFault(name, value);
      return message ? [{ message, path: `${locationId}.${name}` }] : [];
    }),
  );
  if (issues.length > 0)
    throw new AppError('VARIABLE_INVALID', 'Some values cannot be used. Nothing was planned.', {
      issues: issues.slice(0, maxIssues),
    });
}

function names(rows: readonly { name: string }[]): string {
  const shown = rows.slice(0, 10).map(({ name }) => name);
  const rest = rows.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
