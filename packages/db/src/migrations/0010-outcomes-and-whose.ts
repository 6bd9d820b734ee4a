import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // What a call that may be sent twice has committed, noted in the same transaction; null: nothing yet.
  `alter table idempotent_calls add column outcome jsonb`,
  // Until when its process counts as alive. Null: of one that knows no such thing, ten minutes from its start.
  `alter table idempotent_calls add column held_until timestamptz`,
  // A webhook names an account and no agency: whose it is must not take a look at every account of every agency.
  `create index locations_by_id on locations (id)`,
];
