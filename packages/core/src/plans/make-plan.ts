import type { Lane } from '@groundwork/integrations/ghl';
import type { Overwrite } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';
import { storedBlueprint } from '../blueprints/stored-blueprint.ts';
import { type Core, notFound } from '../context.ts';
import { effectiveValues } from '../variables/effective-values.ts';
import { type StoreOptions, storePlan } from './store-plan.ts';

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
export async function makePlan(core: Core, request: PlanRequest, options: StoreOptions = {}): Promise<string> {
  const { agencyId, companyId, locationId, inputs, overwrite, only, lane, createdBy } = request;
  const version = await core.db
    .selectFrom('blueprint_versions')
    .where('agency_id', '=', agencyId)
    .where('id', '=', request.blueprintVersionId)
    .select(['id', 'blueprint_id', 'source'])
    .executeTakeFirst();
  if (!version) throw notFound('blueprint version');

  const { id: blueprintVersionId, blueprint_id: blueprintId, source } = version;
  const declared = Object.keys(storedBlueprint(source).variables);
  const whose = { agencyId, locationId, blueprintId, declared, inputs };
  const { values: variables, origins: levels, secrets } = await effectiveValues(core.db, whose);
  const kept = { origins: levels, secrets };
  const place = { agencyId, companyId, locationId, blueprintId, blueprintVersionId, source, variables, lane };
  const target = { ...place, purpose: 'apply', kept, overwrite, only } as const;
  return storePlan(core, { target, inputs, levels, createdBy }, options);
}
