import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';
import { refreshInstallation } from '../tokens/refresh.ts';

/** What was left open comes before what is merely due, and does not wait for it: GHL's grace is short. */
const atOnce = { open: 16, due: 4 };

/** Refreshes what nears its expiry, what a crash or an unknown outcome left open, and what has to be asked a second time. */
export function createRefreshDue(ctx: OAuthContext): () => Promise<boolean> {
  const running = new Set<string>();
  const run = async (id: string): Promise<void> => {
    running.add(id);
    try {
      const outcome = await refreshInstallation(ctx, id, null);
      running.delete(id);
      // Its place is free: look at once for what waited.
      if (outcome === 'refreshed') ctx.wake.refreshes();
    } catch (error) {
      ctx.log.error({ err: error }, 'a refresh ended early; it is tried again');
    } finally {
      running.delete(id);
    }
  };
  /** Starts as much as there is room for. `ctx.runs` knows what runs, so a stop waits for it. */
  return async () => {
    for (const { id, isOpen } of await findDue(ctx, [...running])) {
      if (running.size < (isOpen ? atOnce.open : atOnce.due)) void run(id);
    }
    return false;
  };
}

async function findDue({ db }: OAuthContext, running: string[]): Promise<{ id: string; isOpen: boolean }[]> {
  const due = await sql<{ id: string; isOpen: boolean }>`
    select i.id, o.states is not null as "isOpen"
    from installations i
    left join (select installation_id, array_agg(state) as states from refresh_journal
      where state in ('intent', 'unknown', 'answered') group by installation_id) o on o.installation_id = i.id
    where i.state <> 'uninstalled' and i.refresh_token is not null and not i.id = any(${running}::text[])
      and ('answered' = any(o.states)
        or (i.state = 'active' and (i.next_attempt_at is null or i.next_attempt_at <= now())
          and (i.refresh_after <= now() or i.refused_at is not null or o.states is not null)))
      and not exists (select from leases l where l.name = 'refresh:' || i.id and l.expires_at > clock_timestamp())
    order by o.states is null, i.refresh_after limit ${atOnce.open}`.execute(db);
  return due.rows;
}
