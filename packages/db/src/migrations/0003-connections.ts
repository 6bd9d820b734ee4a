import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** More states of a location, and how far the agency's share of the bridge's news has been announced here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table locations drop constraint locations_state_check`.execute(db);
  await sql`alter table locations add constraint locations_state_check
    check (state in ('active', 'paused', 'uninstalled', 'deleted', 'moved'))`.execute(db);
  await sql`alter table agencies add column bridge_feed text, add column bridge_position bigint`.execute(db);
}
