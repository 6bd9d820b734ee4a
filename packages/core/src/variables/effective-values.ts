import type { Db } from '@groundwork/db';
import { type KeptValues, secretText, type VariableValue } from '@groundwork/shared/blueprint';
import type { ValueLevel, ValueOrigin, VariableValues } from '@groundwork/shared/views';
import { sql } from 'kysely';

export interface EffectiveValues extends KeptValues {
  /** Of declared variables alone; those of which nobody has given a value are left out. */
  values: VariableValues;
  origins: Record<string, ValueOrigin>;
  /** Names whose value is kept as a secret. */
  secrets: string[];
}

/**
 * The values of a blueprint's declared variables for one account: agency < blueprint < group < location < `inputs`. Of `inputs` all
 * are passed on, and of kept values also one of a wrong type, so that `resolveVariables` refuses what does not fit.
 */
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
  const values = new Map<string, VariableValue>();
  const origins = new Map<string, ValueOrigin>();
  const secrets = new Set<string>();
  for (const { name, value, level, secret } of await strongestKept(db, input)) {
    values.set(name, value);
    origins.set(name, level);
    if (secret) secrets.add(name);
  }
  for (const [name, value] of Object.entries(input.inputs)) {
    // What stands for a kept secret asks for just that one.
    if (value === secretText && secrets.has(name)) continue;
    values.set(name, value);
    origins.set(name, 'plan');
    secrets.delete(name);
  }
  return { values: Object.fromEntries(values), origins: Object.fromEntries(origins), secrets: [...secrets] };
}

async function strongestKept(
  db: Db,
  { agencyId, locationId, blueprintId, declared }: Parameters<typeof effectiveValues>[1],
): Promise<{ name: string; value: VariableValue; level: ValueLevel; secret: boolean }[]> {
  if (declared.length === 0) return [];
  const { rows } = await sql<{ name: string; value: VariableValue; level: ValueLevel; secret: boolean }>`
    select distinct on (kept.name) kept.name, kept.value, kept.level, kept.secret
    from variable_values as kept
    join (values
      (1, 'agency', ${agencyId}::text),
      (2, 'blueprint', ${blueprintId}::text),
      (3, 'group', (select group_id::text from locations where agency_id = ${agencyId} and id = ${locationId})),
      (4, 'location', ${locationId}::text)
    ) as place (rank, level, owner_id) on kept.level = place.level and kept.owner_id = place.owner_id
    where kept.agency_id = ${agencyId} and kept.name = any(${[...declared]}::text[])
    order by kept.name, place.rank desc`.execute(db);
  return rows;
}
