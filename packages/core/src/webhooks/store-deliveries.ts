import type { Db, Tx } from '@groundwork/db';
import type { AccountState } from '@groundwork/shared/views';
import { sql } from 'kysely';
import type { Core } from '../context.ts';
import { askForHintedChecks } from './ask-for-hinted-checks.ts';
import type { Delivery } from './delivery.ts';

/** Whose account an event is about. */
export interface Whose {
  agencyId: string;
  companyId: string;
  locationId: string;
  state: AccountState;
}

export interface Stored {
  delivery: Delivery;
  /** Null: nobody's here. */
  whose: Whose | null;
  /** GHL's list of the accounts is to be read again. */
  isRename: boolean;
}

/**
 * Stores those that are new, by the id, and asks in the same transaction for what follows from them: all of it or nothing. GHL tells
 * little and late (some events are lost): what it tells is a hint to look sooner, never a fact to act on.
 */
export async function storeDeliveries(core: Core, deliveries: readonly Delivery[]): Promise<Stored[]> {
  // Nothing follows from most: one statement is a transaction.
  if (deliveries.every(({ hints }) => hints.length === 0)) return insert(core.db, deliveries, core.now());
  return core.db.transaction().execute(async (tx) => {
    const stored = await insert(tx, deliveries, core.now());
    await askForHintedChecks(core, tx, stored);
    return stored;
  });
}

/** In the order of their ids: replicas that are sent the same ones at once do not wait for each other in a circle. */
async function insert(db: Db | Tx, deliveries: readonly Delivery[], now: Date): Promise<Stored[]> {
  const told = deliveries.map(({ id, type, companyId, locationId, name, body }) => {
    const head = JSON.stringify({ id, type, companyId, locationId, name });
    return `${head.slice(0, -1)},"body":${body}}`;
  });
  // Of the agencies that know a location, the one whose it is now; of those that knew it before, none.
  const { rows } = await sql<Row>`
    with told as (
      select * from jsonb_to_recordset(${`[${told.join(',')}]`}::jsonb)
        as told (id text, type text, "companyId" text, "locationId" text, name text, body jsonb)
    ), known as (
      select told.id, told.type, told."locationId" as location_id, told.body,
        whose.agency_id, whose.company_id, whose.state,
        coalesce(told.type = 'LocationUpdate' and told.name <> whose.name, false) as is_rename
      from told left join lateral (
        select locations.agency_id, agencies.company_id, locations.state, locations.name
        from locations join agencies on agencies.id = locations.agency_id
        where locations.id = told."locationId" and locations.state <> 'moved'
          and (told."companyId" is null or agencies.company_id = told."companyId")
        order by locations.state = 'active' desc limit 1
      ) whose on true
    ), stored as (
      insert into webhook_deliveries (id, agency_id, location_id, type, body, handled_at)
      select id, agency_id, location_id, type, body, case when is_rename then null else ${now}::timestamptz end
      from known order by id
      on conflict (id) do nothing
      returning id
    )
    select id, agency_id, company_id, state, is_rename from known join stored using (id)`.execute(db);
  const byId = new Map(deliveries.map((delivery) => [delivery.id, delivery]));
  return rows.flatMap((row) => {
    const delivery = byId.get(row.id);
    return delivery ? [{ delivery, whose: whoseOf(row, delivery), isRename: row.is_rename }] : [];
  });
}

interface Row {
  id: string;
  agency_id: string | null;
  company_id: string | null;
  state: AccountState | null;
  is_rename: boolean;
}

function whoseOf({ agency_id: agencyId, company_id: companyId, state }: Row, { locationId }: Delivery): Whose | null {
  if (agencyId === null || companyId === null || state === null || locationId === null) return null;
  return { agencyId, companyId, locationId, state };
}
