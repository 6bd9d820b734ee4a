import type { Tx } from '@groundwork/db';
import type { JsonObject } from '@groundwork/shared';
import type { KindName } from '@groundwork/shared/kinds';
import type { Retention } from '@groundwork/shared/plan';
import { sql } from 'kysely';
import type { LeaseKey } from './location-lease.ts';

/** A resource as Groundwork holds it from now on, or null: it was deleted. */
export interface StateChange {
  address: string;
  kind: KindName;
  ghlId: string;
  /** The address it was recorded under until now, where the blueprint has given it another. */
  movedFrom?: string | undefined;
  held: {
    lastApplied: JsonObject;
    origin: Origin;
    retain?: Retention | undefined;
    secrets?: string[] | undefined;
  } | null;
}

type Origin = 'created' | 'adopted';

/** Which rows an entry is about, and when it is written. */
export interface Place {
  key: LeaseKey;
  blueprintId: string;
  /** Since when the job is worked on. */
  since: Date;
  now: Date;
}

/** Our state of the location, as the steps leave it. */
export async function writeStates(tx: Tx, place: Place, changes: readonly StateChange[]): Promise<void> {
  const held = changes.flatMap(({ held: state, ...resource }) => (state ? [{ ...resource, ...state }] : []));
  if (held.length > 0) await holdStates(tx, place, held);
  const gone = changes.filter((change) => change.held === null);
  if (gone.length > 0) await forgetStates(tx, place, gone);
}

type Held = Omit<StateChange, 'held'> & NonNullable<StateChange['held']>;

async function holdStates(tx: Tx, place: Place, states: readonly Held[]): Promise<void> {
  const { key, blueprintId, now } = place;
  const originOf = await takeMoved(tx, place, states);
  const rows = states.map((state) => ({
    address: state.address,
    kind: state.kind,
    ghl_id: state.ghlId,
    last_applied: state.lastApplied,
    origin: originOf(state),
    retain: state.retain ?? null,
    secrets: state.secrets ?? [],
  }));
  // One parameter, however many rows: the text stays the same, and is prepared once.
  await sql`
    insert into resource_states (
      agency_id, location_id, blueprint_id, address, kind, ghl_id, last_applied, origin, retain, secrets, job_id, updated_at
    )
    select ${key.agencyId}, ${key.locationId}, ${blueprintId}, held.*, ${key.jobId}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as held (
      address text, kind text, ghl_id text, last_applied jsonb, origin text, retain text, secrets text[]
    )
    on conflict (agency_id, location_id, blueprint_id, address) do update set
      kind = excluded.kind,
      ghl_id = excluded.ghl_id,
      last_applied = excluded.last_applied,
      retain = excluded.retain,
      secrets = excluded.secrets,
      job_id = excluded.job_id,
      updated_at = excluded.updated_at,
      -- What we once created stays ours; another object under the same address is judged anew.
      origin = case when resource_states.ghl_id = excluded.ghl_id then resource_states.origin else excluded.origin end`.execute(
    tx,
  );
}

/** Forgets the addresses that resources were moved from. What was recorded there says where the same object comes from. */
async function takeMoved(tx: Tx, place: Place, states: readonly Held[]): Promise<(state: Held) => Origin> {
  const addresses = states.flatMap(({ movedFrom }) => movedFrom ?? []);
  const rows =
    addresses.length > 0
      ? await ownRows(tx, place).where('address', 'in', addresses).returning(['address', 'ghl_id', 'origin']).execute()
      : [];
  const moved = new Map(rows.map((row) => [row.address, row]));
  return ({ movedFrom, ghlId, origin }) => {
    const row = movedFrom === undefined ? undefined : moved.get(movedFrom);
    return row?.ghl_id === ghlId ? row.origin : origin;
  };
}

/** The object is gone, under whatever address it was recorded. */
async function forgetStates(tx: Tx, place: Place, states: readonly StateChange[]): Promise<void> {
  await ownRows(tx, place)
    .where((row) =>
      row.or(states.map(({ kind, ghlId }) => row.and([row('kind', '=', kind), row('ghl_id', '=', ghlId)]))),
    )
    .execute();
}

const ownRows = (tx: Tx, { key, blueprintId }: Place) =>
  tx
    .deleteFrom('resource_states')
    .where('agency_id', '=', key.agencyId)
    .where('location_id', '=', key.locationId)
    .where('blueprint_id', '=', blueprintId);
