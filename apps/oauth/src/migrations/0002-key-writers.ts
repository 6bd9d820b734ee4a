import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table key_writers (
      replica_id text primary key,
      key_id text not null,
      seen_at timestamptz not null)`.execute(db);
}
