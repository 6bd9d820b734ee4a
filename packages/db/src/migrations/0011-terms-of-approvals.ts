import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What a tool that signs in may at most, as whoever approved it was shown. Null: as they may when it fetches its key.
  `alter table device_sign_ins add column approved_role text check (approved_role in ('viewer', 'operator', 'admin', 'owner'))`,
  // Asked for from a terminal, and granted by a person.
  `alter table api_keys drop constraint api_keys_made_by_check`,
  `alter table api_keys add constraint api_keys_made_by_check check (made_by in ('settings', 'device', 'cli'))`,
];
