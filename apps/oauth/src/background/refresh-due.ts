import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';
import { refreshInstallation } from '../tokens/refresh.ts';

const atOnce = 4;

/** Refreshes what nears its expiry, what a crash or an unknown outcome left open, and what has to be asked a second time. */
export async function refreshDue(ctx: OAuthContext): Promise<boolean> {
  const due = await sql<{ id: string }>`
    select id from installations i
    where state <> 'uninstalled' and refresh_token is not null
      and (exists (select from refresh_journal j where j.installation_id = i.id and j.state = 'answered')
        or (state = 'active' and (next_attempt_at is null or next_attempt_at <= now())
          and (refresh_after <= now() or refused_at is not null
            or exists (select from refresh_journal j where j.installation_id = i.id and j.state in ('intent', 'unknown')))))
      and not exists (select from leases l where l.name = 'refresh:' || i.id and l.expires_at > clock_timestamp())
    order by refresh_after limit ${atOnce}`.execute(ctx.db);
  const outcomes = await Promise.allSettled(due.rows.map(({ id }) => refreshInstallation(ctx, id, null)));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected')
      ctx.log.error({ err: outcome.reason as unknown }, 'a refresh ended early; it is tried again');
  }
  return outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value === 'refreshed');
}
