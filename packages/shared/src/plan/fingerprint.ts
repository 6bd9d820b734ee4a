import { hashJson, type Json, type JsonObject } from '../json.ts';
import type { PlanPurpose, VariableValues } from '../views/index.ts';
import type { AttributeChange, PlanItem } from './types.ts';

export interface FingerprintContext {
  /** Without one: to apply. */
  purpose?: PlanPurpose | undefined;
  blueprintVersionId: string;
  locationId: string;
  variables: VariableValues;
}

/** Names exactly what was approved. A plan made again has the same one if it would do the same to the same account. */
export const fingerprint = (
  items: readonly PlanItem[],
  { purpose = 'apply', blueprintVersionId, locationId, variables }: FingerprintContext,
): string =>
  hashJson({
    ...(purpose === 'apply' ? {} : { purpose }),
    blueprintVersionId,
    locationId,
    variables,
    items: Object.fromEntries(items.map((item) => [item.address, approved(item)])),
  });

const approved = ({ action, ghlId, movedFrom, changes, kept, desired, target }: PlanItem): JsonObject => ({
  action,
  ghlId,
  ...(movedFrom === undefined ? {} : { movedFrom }),
  desired,
  target,
  changes: changes.map(plain),
  kept: kept.map(plain),
});

const plain = ({ path, before, after }: AttributeChange): Json => ({ path, before, after });
