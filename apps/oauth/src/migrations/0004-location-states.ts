import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Locations that are paused, deleted or moved; what the installer chose; and news for whoever shows connections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table installations add column installs_to_future_locations boolean`,

  `alter table installed_locations add column paused_at timestamptz, add column deleted_at timestamptz,
    add column asked_at timestamptz, add column ask_after timestamptz, add column company_at timestamptz,
    add column uninstalled_by_name_at timestamptz`,
  `update installed_locations set company_at = installed_at where company_id is not null`,
  `update installed_locations set uninstalled_by_name_at = uninstalled_at where company_id is null`,
  `alter table installed_locations drop column state`,
  `alter table installed_locations add column state text not null generated always as (
    case when deleted_at is not null and (installed_at is null or deleted_at >= installed_at) then 'deleted'
         when installed_at is null or uninstalled_at >= installed_at then 'uninstalled'
         when paused_at is not null then 'paused'
         else 'active' end) stored`,
  `create index installed_locations_to_ask on installed_locations (ask_after) where state in ('paused', 'uninstalled')`,

  `create table moved_locations (
    company_id text not null,
    location_id text not null,
    name text,
    address text,
    moved_at timestamptz not null,
    primary key (company_id, location_id))`,

  `create index refresh_journal_by_time on refresh_journal (installation_id, started_at desc)`,

  `alter table bridge_events drop constraint bridge_events_kind_check`,
  `alter table bridge_events add constraint bridge_events_kind_check
    check (kind in ('refreshed', 'revoked', 'uninstalled', 'location-token-ended', 'connection-changed'))`,

  // Once a transaction and company is enough: five hundred locations of one list are one piece of news, and as many that move
  // from one agency to another are two. The setting holds the transaction and, each between blanks, the companies.
  `create function note_connection_change(company_id text) returns void language plpgsql as $$
  declare
    transaction text := pg_current_xact_id()::text || ' ';
    noted text := coalesce(current_setting('groundwork.connection_noted', true), '');
  begin
    if company_id is null then return; end if;
    if not starts_with(noted, transaction) then noted := transaction; end if;
    if position(' ' || company_id || ' ' in noted) > 0 then return; end if;
    perform set_config('groundwork.connection_noted', noted || company_id || ' ', true);
    perform note_bridge_event('connection-changed', company_id, null);
  end $$`,

  `create function note_installed_location_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' or (new.state, new.name, new.address, new.company_id)
        is distinct from (old.state, old.name, old.address, old.company_id) then
      perform note_connection_change(new.company_id);
      if tg_op = 'UPDATE' and old.company_id is distinct from new.company_id then
        perform note_connection_change(old.company_id);
      end if;
    end if;
    return null;
  end $$`,
  `create constraint trigger note_installed_location_change after insert or update on installed_locations
    deferrable initially deferred for each row execute function note_installed_location_change()`,
  `create function note_moved_location() returns trigger language plpgsql as $$
  begin
    perform note_connection_change(case when tg_op = 'DELETE' then old.company_id else new.company_id end);
    return null;
  end $$`,
  `create constraint trigger note_moved_location after insert or update or delete on moved_locations
    deferrable initially deferred for each row execute function note_moved_location()`,

  `create function note_installation_facts() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' or (new.failures, new.last_error, new.installs_to_future_locations)
        is distinct from (old.failures, old.last_error, old.installs_to_future_locations) then
      perform note_connection_change(new.company_id);
    end if;
    return null;
  end $$`,
  `create constraint trigger note_installation_facts after insert or update on installations
    deferrable initially deferred for each row execute function note_installation_facts()`,

  `create function note_refresh() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' or (new.state <> old.state and new.state <> 'answered') then
      perform note_connection_change((select company_id from installations where id = new.installation_id));
    end if;
    return null;
  end $$`,
  `create constraint trigger note_refresh after insert or update on refresh_journal
    deferrable initially deferred for each row execute function note_refresh()`,

  // Who connected what, when, and what it died of. Written by triggers, so that no writer can forget it.
  `create table connection_log (
    id bigint primary key generated always as identity,
    at timestamptz not null default now(),
    kind text not null check (kind in (
      'connected', 'reconnected', 'recovered', 'broke', 'uninstalled',
      'location-active', 'location-paused', 'location-uninstalled', 'location-deleted', 'location-moved',
      'test-passed', 'test-failed', 'key-in-use', 'key-emptied')),
    company_id text,
    location_id text,
    actor text,
    detail text)`,
  `create index connection_log_company on connection_log (company_id, at)`,
  `create function keep_connection_log() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' and old.at < now() - interval '399 days' then return old; end if;
    raise exception 'connection_log is append-only: rows younger than 399 days are not changed or deleted';
  end $$`,
  `create trigger keep_connection_log before update or delete on connection_log
    for each row execute function keep_connection_log()`,
  `create trigger keep_connection_log_whole before truncate on connection_log
    for each statement execute function keep_connection_log()`,

  // A restore brings the log of old and makes none of its own.
  `create function log_connection(kind text, company_id text, location_id text, actor text, detail text)
  returns void language plpgsql as $$
  begin
    if current_setting('groundwork.restoring', true) = 'yes' then return; end if;
    insert into connection_log (kind, company_id, location_id, actor, detail)
      values (kind, company_id, location_id, actor, detail);
  end $$`,
  `create function connection_cause() returns text language sql stable as
    $$ select nullif(current_setting('groundwork.cause', true), '') $$`,

  `create function log_installation() returns trigger language plpgsql as $$
  begin
    if new.access_token is null then return null; end if;
    if old.access_token is null then
      perform log_connection('connected', new.company_id, new.location_id, new.user_id, null);
    elsif new.issued_at <> old.issued_at then
      perform log_connection('reconnected', new.company_id, new.location_id, new.user_id, null);
    elsif old.state = 'needs-reconnect' and new.state = 'active' then
      perform log_connection('recovered', new.company_id, new.location_id, null, null);
    end if;
    if new.state <> old.state and new.state = 'needs-reconnect' then
      perform log_connection('broke', new.company_id, new.location_id, null, new.broken_reason);
    elsif new.state <> old.state and new.state = 'uninstalled' then
      perform log_connection('uninstalled', new.company_id, new.location_id, connection_cause(),
        'in GHL at ' || to_char(new.uninstalled_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
    end if;
    return null;
  end $$`,
  `create trigger log_installation after update on installations for each row
    when (new.issued_at <> old.issued_at or new.state <> old.state) execute function log_installation()`,

  `create function log_location() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' or new.state <> old.state
        or (new.company_id is not null and new.company_id is distinct from old.company_id) then
      perform log_connection('location-' || new.state, new.company_id, new.location_id, connection_cause(), null);
    end if;
    return null;
  end $$`,
  `create trigger log_location after insert or update on installed_locations
    for each row execute function log_location()`,
  `create function log_moved_location() returns trigger language plpgsql as $$
  begin
    perform log_connection('location-moved', new.company_id, new.location_id, connection_cause(), null);
    return null;
  end $$`,
  `create trigger log_moved_location after insert on moved_locations
    for each row execute function log_moved_location()`,

  // Not before there is something to seal: a database that was only looked at can still be restored into.
  `create function log_key_writer() returns trigger language plpgsql as $$
  declare last_key text := (select detail from connection_log where kind = 'key-in-use' order by id desc limit 1);
  begin
    if last_key is distinct from new.key_id and exists (select from installations) then
      perform log_connection('key-in-use', null, null, new.replica_id, new.key_id);
    end if;
    return null;
  end $$`,
  `create trigger log_key_writer after insert on key_writers for each row execute function log_key_writer()`,
];
