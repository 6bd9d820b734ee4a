import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';

const dayMs = 86_400_000;

/** Deletes what is over: spent attempts and tickets after a day, closed journals and deliveries after 30, audit after 400. */
export async function purge({ db }: Pick<OAuthContext, 'db'>): Promise<boolean> {
  const before = (days: number) => new Date(Date.now() - days * dayMs);
  await db.deleteFrom('install_attempts').where('expires_at', '<', before(1)).execute();
  await db.deleteFrom('tickets').where('expires_at', '<', before(1)).execute();
  await db.deleteFrom('location_tokens').where('expires_at', '<', before(1)).execute();
  await db.deleteFrom('webhook_deliveries').where('processed_at', '<', before(30)).execute();
  await db
    .deleteFrom('refresh_journal')
    .where('state', 'in', ['done', 'failed', 'superseded'])
    .where('ended_at', '<', before(30))
    .execute();
  await purgeReads({ db }, before(400));
  await db.deleteFrom('connection_log').where('at', '<', before(400)).execute();
  return false;
}

const readsAtOnce = 10_000;

/** By far the longest table: ids rise with time, so the oldest are found by their key and nothing else is looked at. */
async function purgeReads({ db }: Pick<OAuthContext, 'db'>, before: Date): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from token_reads where at < ${before}
        and id in (select id from token_reads order by id limit ${readsAtOnce})`.execute(db);
    if (numAffectedRows < readsAtOnce) return;
  }
}
