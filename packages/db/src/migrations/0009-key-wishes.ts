import { sql, type Kysely } from 'kysely';

/** A sign-in of a tool may say which key it wishes for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table device_sign_ins
      add column wish jsonb,
      -- In place of decided_by: an API of the release before, which knows nothing of wishes, then makes no wider key of the approval.
      add column wish_approved_by uuid references members on delete cascade`.execute(db);
}
