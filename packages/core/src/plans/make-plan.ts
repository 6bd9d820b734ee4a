import type { Lane } from '@groundwork/integrations/ghl';
import { canonicalJson } from '@groundwork/shared';
import { type Overwrite, summarise } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { type Core, notFound } from '../context.ts';
import { effectiveValues } from '../variables/effective-values.ts';
import { computePlan, type PlanTarget } from './compute-plan.ts';
import { refreshState } from './refresh-state.ts';

export interface PlanRequest {
  agencyId: string;
  companyId: string;
  locationId: string;
  blueprintVersionId: string;
  /** Values for this plan alone. */
  inputs: VariableValues;
  overwrite?: readonly Overwrite[] | undefined;
  only?: readonly string[] | null | undefined;
  createdBy: string | null;
  lane: Lane;
}

/** Plans one version for one account that can be reached, for whoever asks: a person, a rollout. Answers the plan's id. */
export async function makePlan(core: Core, request: PlanRequest, signal?: AbortSignal): Promise<string> {
  const { agencyId, locationId, inputs, overwrite = [], only = null } = request;
  const version = await core.db
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('id', '=', request.blueprintVersionId)
    .select(['id', 'blueprint_id', 'source'])
    .executeTakeFirst();
  if (!version) throw notFound('blueprint version');

  const declared = Object.keys(storedBlueprint(version.source).variables);
  const values = await effectiveValues(core.db, {
    agencyId,
    locationId,
    blueprintId: version.blueprint_id,
    declared,
    inputs,
  });
  const target: PlanTarget = {
    agencyId,
    companyId: request.companyId,
    locationId,
    blueprintId: version.blueprint_id,
    blueprintVersionId: version.id,
    source: version.source,
    variables: values.values,
    overwrite,
    only,
    lane: request.lane,
  };
  const plan = await computePlan(core, target, signal);
  await refreshState(core, target, plan);
  const { id } = await core.db
    .insertInto('plans')
    .values({
      agency_id: agencyId,
      location_id: locationId,
      blueprint_version_id: version.id,
      inputs: canonicalJson(inputs),
      variables: canonicalJson(values.values),
      levels: JSON.stringify(values.origins),
      overwrite: JSON.stringify(overwrite),
      only_addresses: only === null ? null : [...only],
      items: JSON.stringify(plan.items),
      summary: JSON.stringify(summarise(plan.items)),
      fingerprint: plan.fingerprint,
      created_by: request.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
