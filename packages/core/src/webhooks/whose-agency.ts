import type { Db, Tx } from '@groundwork/db';
import type { Json, JsonObject } from '@groundwork/shared';
import type { AccountState } from '@groundwork/shared/views';

/** What an event says of itself. */
export interface EventHead {
  type: string;
  companyId: string | null;
  locationId: string | null;
  name: string | null;
}

export interface Whose {
  agencyId: string;
  companyId: string;
  locationId: string;
  state: AccountState;
  name: string;
}

/** GHL docs: payloads are flat. The webhook guide's samples wrap them in `data`: both are read. */
export function readWhose(body: JsonObject): EventHead {
  const { data } = body;
  const event: JsonObject =
    typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...body, ...(data as JsonObject) } : body;
  const type = textOf(event['type']) ?? '';
  return {
    type,
    companyId: textOf(event['companyId']),
    // GHL docs: LocationCreate and LocationUpdate name the location in `id`.
    locationId: textOf(event['locationId']) ?? (type.startsWith('Location') ? textOf(event['id']) : null),
    name: textOf(event['name']),
  };
}

const textOf = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' && value.length <= 200 ? value : null;

/** The agency whose location it is; of those that knew it before, none. */
export async function whoseAgency(db: Db | Tx, { companyId, locationId }: EventHead): Promise<Whose | null> {
  if (locationId === null) return null;
  const row = await db
    .selectFrom('locations')
    .innerJoin('agencies', 'agencies.id', 'locations.agency_id')
    .where('locations.id', '=', locationId)
    .where('locations.state', '<>', 'moved')
    .$if(companyId !== null, (query) => query.where('agencies.company_id', '=', companyId ?? ''))
    .orderBy((eb) => eb('locations.state', '=', 'active'), 'desc')
    .select([
      'agencies.id as agencyId',
      'agencies.company_id as companyId',
      'locations.id as locationId',
      'locations.state',
      'locations.name',
    ])
    .executeTakeFirst();
  return row ?? null;
}
