import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table installations (
    id text primary key,
    company_id text not null,
    location_id text,
    user_type text not null check (user_type in ('Company', 'Location')),
    user_id text,
    access_token text,
    refresh_token text,
    previous_refresh_token text,
    pair_number integer not null default 0,
    scopes text[] not null default '{}',
    issued_at timestamptz not null,
    uninstalled_at timestamptz,
    broken_reason text,
    state text not null generated always as (
      case when uninstalled_at >= issued_at then 'uninstalled'
           when broken_reason is not null then 'needs-reconnect'
           else 'active' end) stored,
    expires_at timestamptz,
    refresh_after timestamptz,
    refreshed_at timestamptz,
    failures integer not null default 0,
    next_attempt_at timestamptz,
    last_error text,
    refused_at timestamptz,
    reconciled_at timestamptz,
    reconcile_after timestamptz,
    created_at timestamptz not null default now(),
    unique nulls not distinct (company_id, location_id),
    check ((user_type = 'Location') = (location_id is not null)))`,
  `create index installations_refresh_after on installations (refresh_after)`,
  `create index installations_reconcile_after on installations (reconcile_after)`,
  `create index installations_location on installations (location_id) where location_id is not null`,

  `create table location_tokens (
    id text primary key,
    company_id text not null,
    location_id text not null,
    access_token text not null,
    scopes text[] not null,
    minted_at timestamptz not null,
    expires_at timestamptz not null)`,
  `create index location_tokens_company on location_tokens (company_id)`,
  `create index location_tokens_location on location_tokens (location_id)`,

  `create table installed_locations (
    location_id text primary key,
    company_id text,
    name text,
    address text,
    installed_at timestamptz,
    uninstalled_at timestamptz,
    state text not null generated always as (
      case when installed_at is null or uninstalled_at >= installed_at then 'uninstalled' else 'active' end) stored)`,
  `create index installed_locations_company on installed_locations (company_id)`,

  `create table install_attempts (
    state_hash text primary key,
    cookie_hash text not null,
    backend_id text not null,
    nonce_hash text not null,
    user_type text not null,
    expires_at timestamptz not null,
    used_at timestamptz)`,

  `create table tickets (
    ticket_hash text primary key,
    backend_id text not null,
    nonce_hash text not null,
    company_id text not null,
    location_id text,
    user_id text not null,
    user_type text not null,
    expires_at timestamptz not null,
    used_at timestamptz)`,

  `create table webhook_deliveries (
    id bigint primary key generated always as identity,
    dedupe_key text not null unique,
    raw bytea not null,
    headers jsonb not null,
    received_at timestamptz not null default now(),
    processed_at timestamptz,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    error text)`,
  `create index webhook_deliveries_open on webhook_deliveries (next_attempt_at) where processed_at is null`,

  `create table refresh_journal (
    id text primary key,
    installation_id text not null references installations (id),
    fence integer not null,
    state text not null check (state in ('intent', 'unknown', 'answered', 'done', 'failed', 'superseded')),
    token_hash text not null,
    access_token text,
    refresh_token text,
    scopes text[],
    expires_at timestamptz,
    error text,
    started_at timestamptz not null default now(),
    ended_at timestamptz)`,
  `create index refresh_journal_open on refresh_journal (installation_id) where state in ('intent', 'unknown', 'answered')`,

  `create table leases (
    name text primary key,
    fence integer not null,
    expires_at timestamptz not null)`,

  `create table token_reads (
    id bigint primary key generated always as identity,
    at timestamptz not null default now(),
    backend_id text not null,
    company_id text not null,
    location_id text,
    outcome text not null,
    request_id text not null)`,
  `create index token_reads_company on token_reads (company_id, at)`,
];
