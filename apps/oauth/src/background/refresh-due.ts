import { sql } from 'kysely';
import type { OAuthContext } from '../context.ts';
import { refreshInstallation } from '../tokens/refresh.ts';

/** What was left open comes before what is merely due, and does not wait for it: GHL's grace is short. */
const atOnce = { open: 16, due: 4 };

/** Of a refresh that broke off by a fault of ours, as where a value does not open: it must not stand in others' way for ever. */
const rest = { firstMs: 250, longestMs: 300_000 };

interface Rest {
  breaks: number;
  until: number;
}

/** Refreshes what nears its expiry, what a crash or an unknown outcome left open, and what has to be asked a second time. */
export function createRefreshDue(ctx: OAuthContext): () => Promise<boolean> {
  const running = { open: new Set<string>(), due: new Set<string>() };
  const resting = new Map<string, Rest>();

  const run = async (id: string, kind: keyof typeof running): Promise<void> => {
    running[kind].add(id);
    try {
      const outcome = await refreshInstallation(ctx, id, null);
      resting.delete(id);
      running[kind].delete(id);
      // Its place is free: look at once for what waited.
      if (outcome === 'refreshed') ctx.wake.refreshes();
    } catch (error) {
      const breaks = (resting.get(id)?.breaks ?? 0) + 1;
      const restMs = Math.min(rest.longestMs, rest.firstMs * 2 ** breaks);
      resting.set(id, { breaks, until: Date.now() + restMs });
      ctx.log.error({ err: error, installationId: id, restMs }, 'a refresh ended early; it is tried again');
    } finally {
      running[kind].delete(id);
    }
  };

  /** Starts as much as there is room for. `ctx.runs` knows what runs, so a stop waits for it. */
  return async () => {
    const isResting = (id: string): boolean => (resting.get(id)?.until ?? 0) > Date.now();
    const except = [...running.open, ...running.due, ...[...resting.keys()].filter(isResting)];
    for (const { id, isOpen } of await findDue(ctx, except)) {
      const kind = isOpen ? 'open' : 'due';
      const isRunning = running.open.has(id) || running.due.has(id);
      if (!ctx.stopping.aborted && !isRunning && running[kind].size < atOnce[kind]) void run(id, kind);
    }
    return false;
  };
}

/** Three short reads of an index each; `leases` tells what another replica is at. */
async function findDue({ db }: OAuthContext, except: string[]): Promise<{ id: string; isOpen: boolean }[]> {
  const isFree = sql`not i.id = any(${except}::text[])
    and not exists (select from leases l where l.name = 'refresh:' || i.id and l.expires_at > clock_timestamp())`;
  const due = await sql<{ id: string; isOpen: boolean }>`
    (select i.id, true as "isOpen"
      from (select installation_id, bool_or(state = 'answered') as is_answered from refresh_journal
        where state in ('intent', 'unknown', 'answered') group by installation_id) o
      join installations i on i.id = o.installation_id
      where i.state <> 'uninstalled' and i.refresh_token is not null and ${isFree}
        and (o.is_answered or (i.state = 'active' and (i.next_attempt_at is null or i.next_attempt_at <= now())))
      order by i.refresh_after limit ${atOnce.open})
    union all
    (select i.id, false from installations i
      where i.state = 'active' and i.refresh_token is not null and i.refused_at is not null
        and (i.next_attempt_at is null or i.next_attempt_at <= now()) and ${isFree}
      order by i.next_attempt_at limit ${atOnce.due})
    union all
    (select i.id, false from installations i
      where i.state = 'active' and i.refresh_token is not null
        and i.refresh_after is not null and greatest(i.refresh_after, i.next_attempt_at) <= now() and ${isFree}
      order by greatest(i.refresh_after, i.next_attempt_at) limit ${atOnce.due})`.execute(db);
  return due.rows;
}
