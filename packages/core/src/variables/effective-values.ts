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
  for (const { name, value, level, secret } of await strongestKept(db, { ...input, locationIds: [input.locationId] })) {
    values.set(name, value);
    origins.set(name, level);
    if (secret) secrets.add(name);
  }
  for (const [name, value] of Object.entries(input.inputs)) {
    // What views show in place of a kept value asks for just that one, also if it was kept before anybody declared it secret.
    if (value === secretText && values.has(name)) continue;
    values.set(name, value);
    origins.set(name, 'plan');
    secrets.delete(name);
  }
  return { values: Object.fromEntries(values), origins: Object.fromEntries(origins), secrets: [...secrets] };
}

interface Kept {
  locationId: string;
  name: string;
  value: VariableValue;
  level: ValueLevel;
  secret: boolean;
}

/**
 * Of each account and each name the value kept at the strongest level, if there is one. Without a blueprint: those of none. `offset 0`
 * has each owner's values looked up by the index: joined freely, statistics of a minute ago make it a scan of all values per account.
 */
export async function strongestKept(
  db: Db,
  input: { agencyId: string; locationIds: readonly string[]; blueprintId: string | null; declared: readonly string[] },
): Promise<Kept[]> {
  if (input.declared.length === 0 || input.locationIds.length === 0) return [];
  const { rows } = await sql<Kept>`
    select distinct on (account.id, kept.name) account.id as "locationId", kept.name, kept.value, kept.level, kept.secret
    from locations as account
    cross join lateral (values
      (1, 'agency', account.agency_id::text),
      (2, 'blueprint', ${input.blueprintId}::text),
      (3, 'group', account.group_id::text),
      (4, 'location', account.id)
    ) as place (rank, level, owner_id)
    cross join lateral (
      select name, value, level, secret from variable_values
      where agency_id = account.agency_id and level = place.level and owner_id = place.owner_id
        and name = any(${[...input.declared]}::text[])
      offset 0
    ) as kept
    where account.agency_id = ${input.agencyId} and account.id = any(${[...input.locationIds]}::text[])
    order by account.id, kept.name, place.rank desc`.execute(db);
  return rows;
}
