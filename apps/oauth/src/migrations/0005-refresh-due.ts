import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** What the refresh loop looks for every second, in the order in which it takes it: however many grants there are, it reads a few. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index installations_due on installations (greatest(refresh_after, next_attempt_at))
    where state = 'active' and refresh_token is not null`.execute(db);
  await sql`
    create index installations_refused on installations (next_attempt_at)
    where state = 'active' and refused_at is not null`.execute(db);
}
