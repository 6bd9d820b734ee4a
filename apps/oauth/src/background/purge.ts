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
  await db.deleteFrom('token_reads').where('at', '<', before(400)).execute();
  await db.deleteFrom('connection_log').where('at', '<', before(400)).execute();
  return false;
}
