import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Locations that are paused, deleted or moved; what the installer chose; and news for whoever shows connections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table installations add column installs_to_future_locations boolean`,

  `alter table installed_locations add column paused_at timestamptz, add column deleted_at timestamptz,
    add column asked_at timestamptz`,
  `alter table installed_locations drop column state`,
  `alter table installed_locations add column state text not null generated always as (
    case when deleted_at is not null and (installed_at is null or deleted_at >= installed_at) then 'deleted'
         when installed_at is null or uninstalled_at >= installed_at then 'uninstalled'
         when paused_at is not null then 'paused'
         else 'active' end) stored`,

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

  // Once a transaction and company is enough: five hundred locations of one list are one piece of news.
  `create function note_connection_change(company_id text) returns void language plpgsql as $$
  declare noted text := concat_ws(' ', pg_current_xact_id()::text, company_id);
  begin
    if company_id is null or current_setting('groundwork.connection_noted', true) = noted then return; end if;
    perform set_config('groundwork.connection_noted', noted, true);
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
    if tg_op = 'INSERT' or new.state <> old.state then
      perform note_connection_change((select company_id from installations where id = new.installation_id));
    end if;
    return null;
  end $$`,
  `create constraint trigger note_refresh after insert or update on refresh_journal
    deferrable initially deferred for each row execute function note_refresh()`,
];
