import type { Lane } from '@groundwork/integrations/ghl';
import type { KeptValues } from '@groundwork/shared/blueprint';
import type { Overwrite } from '@groundwork/shared/plan';
import type { VariableValues } from '@groundwork/shared/views';

/** What a plan is about: an account, a blueprint's version, and what is to become of the two. */
export type PlanTarget = PlanPlace & PlanAim;

export interface PlanPlace {
  agencyId: string;
  companyId: string;
  locationId: string;
  blueprintId: string;
  blueprintVersionId: string;
  /** The version's text. */
  source: string;
  variables: VariableValues;
  /** Whose turn its calls to GHL are. */
  lane?: Lane | undefined;
}

export type PlanAim =
  | {
      purpose: 'apply';
      /** Of values that a level gave; not asked any more once the plan is made. */
      kept?: KeptValues | undefined;
      overwrite?: readonly Overwrite[] | undefined;
      /** About these addresses alone, and what they need. */
      only?: readonly string[] | null | undefined;
    }
  | {
      purpose: 'rollback';
      /** The job whose changes it takes back; null once that was cleaned up. */
      rollsBack: string | null;
      overwrite?: readonly Overwrite[] | undefined;
    }
  | { purpose: 'destroy' };
