import type { Transaction } from 'kysely';
import type { OAuthDatabase } from '../db/schema.ts';
import type { RefreshRun } from './begin-run.ts';
import { whileHolding } from './lease.ts';

/** Nothing is deleted: a pair that a late holder still brings revives the installation. */
export async function declareBroken({
  ctx,
  lease,
  row,
  tokens,
}: RefreshRun): Promise<'needs-reconnect' | 'fenced-out'> {
  const outcome = await whileHolding(ctx.db, lease, async (trx) => {
    const facts = await trx
      .selectFrom('installations')
      .select(['refused_at', 'last_error'])
      .where('id', '=', row.id)
      .executeTakeFirstOrThrow();
    const lostAt = await firstLostAnswer(trx, row.id, tokens.currentHash);
    await trx
      .updateTable('installations')
      .set({
        broken_reason: reasonOf({ ...facts, lostAt, isAgency: row.location_id === null }),
        next_attempt_at: null,
      })
      .where('id', '=', row.id)
      .execute();
    return 'needs-reconnect' as const;
  });
  if (outcome === 'needs-reconnect')
    ctx.log.error({ companyId: row.company_id, locationId: row.location_id }, 'installation needs reconnect');
  return outcome;
}

/** When this token was first presented without our learning what became of it. */
async function firstLostAnswer(
  trx: Transaction<OAuthDatabase>,
  installationId: string,
  tokenHash: string,
): Promise<Date | null> {
  const lost = await trx
    .selectFrom('refresh_journal')
    .select('started_at')
    .where('installation_id', '=', installationId)
    .where('token_hash', '=', tokenHash)
    .where('state', 'in', ['unknown', 'superseded'])
    .orderBy('started_at')
    .executeTakeFirst();
  return lost?.started_at ?? null;
}

interface Facts {
  refused_at: Date | null;
  last_error: string | null;
  lostAt: Date | null;
  isAgency: boolean;
}

/** What happened, when, and what to do. */
function reasonOf({ refused_at: refusedAt, last_error: said, lostAt, isAgency }: Facts): string {
  const since = inWords(refusedAt ?? new Date());
  const whatHappened =
    lostAt === null
      ? `GoHighLevel has ended this connection: since ${since} it refuses to renew it.`
      : `GoHighLevel was asked to renew this connection on ${inWords(lostAt)}, and its answer never arrived. Since ${since} it refuses to renew it: either that answer is lost for good, or the app was removed in GoHighLevel.`;
  const who = isAgency ? 'An admin of the agency' : 'Somebody who manages the sub-account';
  return `${whatHappened} ${who} has to connect GoHighLevel again. (${said ?? 'GoHighLevel gave no reason'})`;
}

/** `21 November 2026, 10:04 UTC` */
const inWords = (time: Date): string =>
  `${time.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).replace(' at ', ', ')} UTC`;
