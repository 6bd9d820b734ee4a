import type { Db } from '@groundwork/db';
import { AppError, canonicalJson, type Json } from '@groundwork/shared';
import type { VariableValue } from '@groundwork/shared/blueprint';
import type { ValueLevel } from '@groundwork/shared/views';
import { sql } from 'kysely';

const maxValues = 2_000;

export interface KeptValue {
  ownerId: string;
  name: string;
  value: VariableValue;
  secret: boolean;
}

/** Keeps values of owners that the caller has locked. What was secret stays so. */
export async function storeValues(
  tx: Db,
  { agencyId, level, memberId, now }: { agencyId: string; level: ValueLevel; memberId: string; now: Date },
  values: readonly KeptValue[],
): Promise<void> {
  if (values.length === 0) return;
  const given = canonicalJson(values as unknown as Json);
  await sql`
    insert into variable_values as kept (agency_id, level, owner_id, name, value, secret, updated_by, updated_at)
    select ${agencyId}, ${level}, given."ownerId", given.name, given.value, given.secret, ${memberId}, ${now}
    from jsonb_to_recordset(${given}::jsonb) as given ("ownerId" text, name text, value jsonb, secret boolean)
    on conflict (agency_id, level, owner_id, name) do update set
      value = excluded.value,
      secret = kept.secret or excluded.secret,
      updated_by = excluded.updated_by,
      updated_at = excluded.updated_at`.execute(tx);
  await refuseTooMany(tx, agencyId, level, [...new Set(values.map(({ ownerId }) => ownerId))]);
}

async function refuseTooMany(tx: Db, agencyId: string, level: ValueLevel, ownerIds: string[]): Promise<void> {
  const full = await tx
    .selectFrom('variable_values')
    .where('agency_id', '=', agencyId)
    .where('level', '=', level)
    .where('owner_id', 'in', ownerIds)
    .groupBy('owner_id')
    .having((having) => having.fn.countAll(), '>', maxValues)
    .select((select) => select.fn.countAll<string>().as('count'))
    .executeTakeFirst();
  if (full)
    throw new AppError(
      'BAD_REQUEST',
      `That would be ${full.count} values in one place; at most ${maxValues} are kept. Nothing was changed. Take away those that no blueprint uses.`,
    );
}
