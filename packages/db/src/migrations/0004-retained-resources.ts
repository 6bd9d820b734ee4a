import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Resources that stay when a later version of their blueprint no longer names them, and attributes that nobody may read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table resource_states
    add column retain text check (retain in ('protected', 'seeded')),
    add column secrets text[] not null default '{}'`.execute(db);
}
