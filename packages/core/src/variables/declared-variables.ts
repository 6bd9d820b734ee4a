import type { Db } from '@groundwork/db';
import type { VariableType } from '@groundwork/shared/blueprint';
import { sql } from 'kysely';

export interface DeclaredVariable {
  /** As the newest versions declare it, that of the blueprint saved last first. Mostly one. */
  types: VariableType[];
  /** One of them says so. */
  secret: boolean;
}

/** Variables of the newest version of each of the agency's blueprints, by their names. */
export async function declaredVariables(
  db: Db,
  agencyId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, DeclaredVariable>> {
  if (names.length === 0) return new Map();
  const { rows } = await sql<{ name: string; types: VariableType[]; secret: boolean }>`
    select declared.key as name,
      jsonb_agg(declared.value->'type' order by latest.created_at desc) as types,
      bool_or(declared.value->'secret' = 'true') as secret
    from blueprints
    cross join lateral (
      select document, created_at from blueprint_versions as version
      where version.blueprint_id = blueprints.id
      order by version.number desc limit 1
    ) as latest
    cross join lateral jsonb_each(latest.document->'variables') as declared
    where blueprints.agency_id = ${agencyId} and declared.key = any(${[...names]}::text[])
    group by declared.key`.execute(db);
  return new Map(
    rows.map(({ name, types, secret }) => [name, { types: [...new Set(types)], secret: secret ?? false }]),
  );
}
