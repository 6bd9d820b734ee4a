import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { LocationState } from '@groundwork/shared';
import type { BridgeEventKind, UserType } from '@groundwork/shared/bridge';

export interface OAuthDatabase {
  installations: InstallationsTable;
  location_tokens: LocationTokensTable;
  installed_locations: InstalledLocationsTable;
  moved_locations: MovedLocationsTable;
  install_attempts: InstallAttemptsTable;
  tickets: TicketsTable;
  webhook_deliveries: WebhookDeliveriesTable;
  refresh_journal: RefreshJournalTable;
  leases: LeasesTable;
  token_reads: TokenReadsTable;
  connection_log: ConnectionLogTable;
  bridge_feed: BridgeFeedTable;
  bridge_events: BridgeEventsTable;
  bridge_nonces: BridgeNoncesTable;
  key_writers: KeyWritersTable;
}

export type InstallationState = 'active' | 'needs-reconnect' | 'uninstalled';

/** One GHL grant: of a company (location_id null) or of a single location. Tokens are sealed. */
interface InstallationsTable {
  id: string;
  company_id: string;
  location_id: string | null;
  user_type: UserType;
  user_id: string | null;
  access_token: string | null;
  refresh_token: string | null;
  /** The pair before this one, until this one has worked once. */
  previous_refresh_token: string | null;
  /** Rises with every new pair. A reader says by it which pair it found wanting. */
  pair_number: Generated<number>;
  scopes: Generated<string[]>;
  /** When GHL gave the grant (code exchange), by GHL's clock; an older UNINSTALL does not touch it. */
  issued_at: Date;
  uninstalled_at: Date | null;
  broken_reason: string | null;
  state: GeneratedAlways<InstallationState>;
  expires_at: Date | null;
  refresh_after: Date | null;
  refreshed_at: Date | null;
  failures: Generated<number>;
  next_attempt_at: Date | null;
  last_error: string | null;
  /** When GHL first refused the present pair for good. */
  refused_at: Date | null;
  reconciled_at: Date | null;
  reconcile_after: Date | null;
  /** The installer's choice; null where GHL has not said. */
  installs_to_future_locations: boolean | null;
  created_at: Generated<Date>;
}

/** Cache of minted location tokens. What GHL sends along to renew them is not kept. */
interface LocationTokensTable {
  /** `<company id>/<location id>` */
  id: string;
  company_id: string;
  location_id: string;
  access_token: string;
  scopes: string[];
  minted_at: Date;
  expires_at: Date;
}

/** Evidence by time: whatever order it arrives in, the newest decides the state. */
interface InstalledLocationsTable {
  location_id: string;
  company_id: string | null;
  /** Of the newest evidence that named the company: an INSTALL may leave it out. */
  company_at: Date | null;
  name: string | null;
  address: string | null;
  installed_at: Date | null;
  /** By its name, or with its company. */
  uninstalled_at: Date | null;
  /** By its name alone: this stands whichever company it belongs to. */
  uninstalled_by_name_at: Date | null;
  /** Since when GHL gives no token because the location is not active there; null once it gives one again. */
  paused_at: Date | null;
  deleted_at: Date | null;
  /** When GHL was last asked whether the pause is over, or what became of it. */
  asked_at: Date | null;
  /** When GHL is to be asked next, while it is paused or uninstalled; null: nothing to ask. */
  ask_after: Date | null;
  state: GeneratedAlways<Exclude<LocationState, 'moved'>>;
}

/** Where a location used to be, for the agency that it left. */
interface MovedLocationsTable {
  company_id: string;
  location_id: string;
  name: string | null;
  address: string | null;
  moved_at: Date;
}

interface InstallAttemptsTable {
  state_hash: string;
  cookie_hash: string;
  backend_id: string;
  nonce_hash: string;
  user_type: UserType;
  expires_at: Date;
  used_at: Date | null;
}

interface TicketsTable {
  ticket_hash: string;
  backend_id: string;
  nonce_hash: string;
  company_id: string;
  location_id: string | null;
  user_id: string;
  user_type: UserType;
  expires_at: Date;
  used_at: Date | null;
}

interface WebhookDeliveriesTable {
  id: GeneratedAlways<string>;
  dedupe_key: string;
  raw: Buffer;
  headers: JSONColumnType<Record<string, string>>;
  received_at: Generated<Date>;
  processed_at: Date | null;
  attempts: Generated<number>;
  next_attempt_at: ColumnType<Date, Date | undefined, Date>;
  error: string | null;
}

/** open: intent (may have been called), unknown (called, no usable answer), answered (the new pair is in this row). */
export type JournalState = 'intent' | 'unknown' | 'answered' | 'done' | 'failed' | 'superseded';

interface RefreshJournalTable {
  id: string;
  installation_id: string;
  fence: number;
  state: JournalState;
  /** Of the token that was presented. */
  token_hash: string;
  access_token: string | null;
  refresh_token: string | null;
  scopes: string[] | null;
  expires_at: Date | null;
  error: string | null;
  started_at: Generated<Date>;
  ended_at: Date | null;
}

interface LeasesTable {
  name: string;
  fence: number;
  expires_at: Date;
}

/** Append-only: who read which token, never the token. */
interface TokenReadsTable {
  id: GeneratedAlways<string>;
  at: Generated<Date>;
  backend_id: string;
  company_id: string;
  location_id: string | null;
  outcome: string;
  request_id: string;
}

export type ConnectionLogKind =
  | 'connected'
  | 'reconnected'
  | 'recovered'
  | 'broke'
  | 'uninstalled'
  | `location-${LocationState}`
  | 'test-passed'
  | 'test-failed'
  | 'key-in-use'
  | 'key-emptied';

/**
 * Append-only, by triggers: what became of grants and locations, of tests, and of keys (without a company). `actor`: the
 * person in GHL, the backend that tested, the replica that writes, or where an end was heard of.
 */
interface ConnectionLogTable {
  id: GeneratedAlways<string>;
  at: Generated<Date>;
  kind: ConnectionLogKind;
  company_id: string | null;
  location_id: string | null;
  actor: string | null;
  detail: string | null;
}

/** The running replicas, each with the key it seals with. Says nothing about what is stored. */
interface KeyWritersTable {
  replica_id: string;
  key_id: string;
  seen_at: Date;
}

/** One row: which feed this database holds, and the position given last. */
interface BridgeFeedTable {
  id: string;
  position: string;
}

/** Written by triggers alone. */
interface BridgeEventsTable {
  position: string;
  at: GeneratedAlways<Date>;
  kind: BridgeEventKind;
  company_id: string;
  location_id: string | null;
}

interface BridgeNoncesTable {
  backend_id: string;
  nonce: string;
  expires_at: Date;
}
