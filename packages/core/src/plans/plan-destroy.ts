import { AppError } from '@groundwork/shared';
import type { PlanView } from '@groundwork/shared/views';
import { requireAccount } from '../accounts/require-account.ts';
import { authorise, type Context, notFound } from '../context.ts';
import { appliedVersions } from '../drift/applied-versions.ts';
import { type Commit, once } from '../idempotency/commit-once.ts';
import { getPlan } from './get-plan.ts';
import { storePlan } from './store-plan.ts';

interface Given {
  locationId: string;
  blueprintId: string;
}

/** A plan that removes all that a blueprint created in an account. What was there before Groundwork stays. */
export async function planDestroy(ctx: Context, input: Given): Promise<PlanView> {
  authorise(ctx, 'plan.create');
  const id = await once(ctx, (commit) => decide(ctx, input, commit));
  return getPlan(ctx, id);
}

async function decide(ctx: Context, input: Given, commit: Commit): Promise<string> {
  const { agencyId, companyId, memberId } = ctx.actor;
  const { id: locationId, name } = await requireAccount(ctx, input.locationId);
  const version = await versionOf(ctx, input);
  if (!version) throw notFound('blueprint');
  if (!version.isRecorded)
    throw new AppError(
      'CONFLICT',
      `Groundwork has recorded nothing of this blueprint in ${name}, so there is nothing to destroy.`,
    );

  const { blueprintVersionId, source } = version;
  const { blueprintId } = input;
  const place = { agencyId, companyId, locationId, blueprintId, blueprintVersionId, source, variables: {} };
  const target = { ...place, lane: 'interactive', purpose: 'destroy' } as const;
  return storePlan(ctx, { target, inputs: {}, levels: {}, createdBy: memberId }, { commit });
}

/** The version that was applied to the account last, else the blueprint's newest. */
async function versionOf(ctx: Context, { locationId, blueprintId }: Given) {
  const { agencyId } = ctx.actor;
  const [applied] = await appliedVersions(ctx.db, { agencyId, locationIds: [locationId], blueprintId });
  return ctx.db
    .selectFrom('blueprint_versions as version')
    .where('version.agency_id', '=', agencyId)
    .where('version.blueprint_id', '=', blueprintId)
    .$if(applied !== undefined, (query) => query.where('version.id', '=', applied?.versionId ?? ''))
    .orderBy('version.number', 'desc')
    .select((row) => [
      'version.id as blueprintVersionId',
      'version.source',
      row
        .exists(
          row
            .selectFrom('resource_states as held')
            .select('held.address')
            .where('held.agency_id', '=', agencyId)
            .where('held.location_id', '=', locationId)
            .whereRef('held.blueprint_id', '=', 'version.blueprint_id'),
        )
        .as('isRecorded'),
    ])
    .executeTakeFirst();
}
