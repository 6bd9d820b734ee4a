import type { Tx } from '@groundwork/db';
import type { Overwrite } from '@groundwork/shared/plan';
import type { RolloutPurpose, VariableValues } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { assignWaves } from './assign-waves.ts';
import { askForPlans } from './plan-messages.ts';
import { type GivenSettings, settingsFor } from './rollout-settings.ts';
import { tellRollout } from './tell-rollout.ts';

export interface NewRollout {
  agencyId: string;
  name: string;
  purpose: RolloutPurpose;
  blueprintId: string;
  /** The newest of its targets' versions. */
  blueprintVersionId: string;
  /** Accounts of the agency that can be reached, each once. In this order; the first are the canary. */
  targets: readonly { locationId: string; blueprintVersionId: string; inputs?: VariableValues | undefined }[];
  settings?: GivenSettings | undefined;
  overwrite?: readonly Overwrite[] | undefined;
  only?: readonly string[] | null | undefined;
  createdBy: string | null;
}

/** Writes a rollout and asks for its plans, for whoever has checked that it may be: a person, a rule, a fix of drift. Answers its id. */
export async function insertRollout(core: Pick<Core, 'queue' | 'now'>, tx: Tx, input: NewRollout): Promise<string> {
  const { agencyId, targets, only = null } = input;
  const settings = settingsFor(targets.length, input.settings);
  const { id } = await tx
    .insertInto('rollouts')
    .values({
      agency_id: agencyId,
      name: input.name,
      purpose: input.purpose,
      blueprint_id: input.blueprintId,
      blueprint_version_id: input.blueprintVersionId,
      settings: JSON.stringify(settings),
      overwrite: JSON.stringify(input.overwrite ?? []),
      only_addresses: only === null ? null : [...only],
      created_by: input.createdBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const rows = targets.map(({ locationId, blueprintVersionId, inputs = {} }) => ({
    locationId,
    blueprintVersionId,
    inputs,
  }));
  await sql`
    insert into rollout_targets (rollout_id, agency_id, location_id, position, wave, blueprint_version_id, inputs)
    select ${id}, ${agencyId}, target->>'locationId', place - 1, 0, (target->>'blueprintVersionId')::uuid, target->'inputs'
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) with ordinality as given (target, place)`.execute(tx);
  await assignWaves(tx, id, settings);
  await askForPlans(core, tx, id);
  await tellRollout(core, tx, { id, agencyId });
  return id;
}
