import { sql } from 'kysely';
import { BridgeFailure } from '../bridge/bridge-failure.ts';
import { noteCause } from '../connections/note-cause.ts';
import type { OAuthContext } from '../context.ts';
import { recordDeleted, recordMovedAway, recordStillThere } from '../grants/record-whereabouts.ts';
import { whereaboutsOf } from '../providers/ghl-whereabouts.ts';
import { callAsAgency } from '../tokens/agency-call.ts';
import { readLocationToken } from '../tokens/location-token.ts';

interface Due {
  installationId: string;
  companyId: string;
  locationId: string;
  state: 'paused' | 'uninstalled';
}

/** Few at a time: an agency's calls share one budget (GHL docs: 100 in 10 seconds), and none of this is in a hurry. */
const atOnce = 3;
const patienceMs = 20_000;

/** Asks GHL about what it has no event for: whether a pause is over, and what became of a location that left. */
export async function askDue(ctx: OAuthContext): Promise<boolean> {
  for (const due of await claim(ctx)) {
    if (ctx.stopping.aborted) break;
    const ask = due.state === 'paused' ? askForToken : askWhereabouts;
    await ask(ctx, due).catch((error: unknown) => {
      const isExpected = error instanceof BridgeFailure;
      ctx.log[isExpected ? 'info' : 'error'](
        { err: error, companyId: due.companyId, locationId: due.locationId },
        'GHL did not say what became of a location; it is asked again later',
      );
    });
  }
  return false;
}

/**
 * The next question is put off before this one is asked, so that replicas do not ask together and a crash only delays it:
 * for a pause by the usual time, for one that left by twice as long as since the last. A location that left is not asked
 * about before the list of its agency, read since, has confirmed it.
 */
async function claim({ db, timings }: OAuthContext): Promise<Due[]> {
  const jitter = sql`(0.8 + 0.4 * random())`;
  const { rows } = await sql<Due>`
    with due as (
      select l.location_id, l.state as was, i.id as installation_id
      from installed_locations l
      join installations i on i.company_id = l.company_id and i.location_id is null and i.state = 'active'
      where l.state in ('paused', 'uninstalled') and l.ask_after <= now()
        and (l.state = 'paused' or i.reconciled_at >= l.uninstalled_at)
      order by l.ask_after limit ${atOnce} for update of l skip locked)
    update installed_locations l set
      asked_at = case when due.was = 'paused' then l.asked_at else now() end,
      ask_after = now() + ${jitter} * case
        when due.was = 'paused' then ${timings.askPausedEveryMs} * interval '1 millisecond'
        else least(interval '1 day', greatest(interval '1 minute', 2 * (now() - l.asked_at))) end
    from due where l.location_id = due.location_id
    returning due.installation_id as "installationId", l.company_id as "companyId", l.location_id as "locationId",
      due.was as "state"`.execute(db);
  return rows;
}

/** A mint that works ends the pause, one that is refused keeps it. */
async function askForToken(ctx: OAuthContext, due: Due): Promise<void> {
  try {
    await readLocationToken(ctx, due, { deadline: Date.now() + patienceMs });
  } catch (error) {
    if (!(error instanceof BridgeFailure) || error.code !== 'LOCATION_PAUSED') throw error;
  }
}

async function askWhereabouts(ctx: OAuthContext, due: Due): Promise<void> {
  const { installationId, companyId, locationId } = due;
  const answer = await callAsAgency(ctx, {
    installationId,
    deadline: Date.now() + patienceMs,
    call: (accessToken) => ctx.ghl.readLocation({ accessToken, locationId }),
  });
  const whereabouts = whereaboutsOf(companyId, answer);
  ctx.log.info({ companyId, locationId, whereabouts }, 'asked GHL what became of a location');
  await ctx.db.transaction().execute(async (trx) => {
    await noteCause(trx, 'asked GHL');
    switch (whereabouts) {
      case 'moved':
        return recordMovedAway(trx, due, answer.at);
      case 'deleted':
        return recordDeleted(trx, due, answer.at);
      case 'here':
        return recordStillThere(trx, due);
      case 'unknown':
        return;
    }
  });
}
