import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * What the backends have to hear, as rows. The triggers see every writer, and a new ciphertext alone is no news. They are
 * deferred: the row of `bridge_feed` is locked last and held to the commit alone, so positions rise in commit order (a
 * reader that has seen one has seen all before it) and no two writers cross.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table bridge_feed (
    id text primary key default gen_random_uuid()::text,
    position bigint not null default 0)`,
  `insert into bridge_feed default values`,
  `create table bridge_events (
    position bigint primary key,
    at timestamptz not null default now(),
    kind text not null check (kind in ('refreshed', 'revoked', 'uninstalled', 'location-token-ended')),
    company_id text not null,
    location_id text)`,
  `create table bridge_nonces (
    backend_id text not null,
    nonce text not null,
    expires_at timestamptz not null,
    primary key (backend_id, nonce))`,

  `create function note_bridge_event(kind text, company_id text, location_id text) returns void language plpgsql as $$
  declare next bigint;
  begin
    update bridge_feed set position = bridge_feed.position + 1 returning bridge_feed.position into next;
    insert into bridge_events values (next, now(), kind, company_id, location_id);
    perform pg_notify('oauth_bridge', '');
  end $$`,

  `create function note_installation_change() returns trigger language plpgsql as $$
  begin
    if new.state = 'uninstalled' and old.state <> 'uninstalled' then
      perform note_bridge_event('uninstalled', new.company_id, new.location_id);
    elsif new.state = 'needs-reconnect' and old.state <> 'needs-reconnect' then
      perform note_bridge_event('revoked', new.company_id, new.location_id);
    elsif new.pair_number <> old.pair_number then
      perform note_bridge_event('refreshed', new.company_id, new.location_id);
    end if;
    return null;
  end $$`,
  `create constraint trigger note_installation_change after update on installations
    deferrable initially deferred for each row execute function note_installation_change()`,

  `create function note_location_token_change() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      if old.expires_at > now() then
        perform note_bridge_event('location-token-ended', old.company_id, old.location_id);
      end if;
    elsif new.minted_at <> old.minted_at then
      perform note_bridge_event('refreshed', new.company_id, new.location_id);
    end if;
    return null;
  end $$`,
  `create constraint trigger note_location_token_change after update or delete on location_tokens
    deferrable initially deferred for each row execute function note_location_token_change()`,
];
