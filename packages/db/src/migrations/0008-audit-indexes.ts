import { sql, type Kysely } from 'kysely';

/** The audit grows with every call of a key: what is looked for in it must not read it all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Wrong codes that a member wrote, and entries to forget the member of.
  `create index audit_entries_of_member on audit_entries (member_id, at)`,
  // Entries to forget the key of, when clean-up removes it.
  `create index audit_entries_of_key on audit_entries (api_key_id)`,
  // For clean-up. Entries are written in the order of their time, so that a few pages' bounds tell where the old ones are.
  `create index audit_entries_old on audit_entries using brin (at)`,
];
