import type { OAuthContext } from '../context.ts';
import { sha256Hex } from '../crypto/hash.ts';
import { placeIn } from '../grants/pair.ts';
import type { InstallationRow, TokenPair } from '../grants/pair.ts';
import type { RefreshAnswer } from '../providers/ghl-answers.ts';
import { readTokenRefusal } from '../providers/ghl-refusals.ts';
import { refreshLeaseName, takeLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { findAnswered, openIntent, saveAnswer, supersedeOthers } from './refresh-journal.ts';
import { declareBroken, noteFailure, noteRefusal, savePair } from './refresh-outcome.ts';
import { untilSaved } from './until-saved.ts';

/** `current`: nothing to do. `busy`: another replica is at it. `kept`: failed for now. `fenced-out`: somebody took over meanwhile. */
export type RefreshOutcome = 'refreshed' | 'current' | 'busy' | 'kept' | 'needs-reconnect' | 'fenced-out';

/** What one run works on: the row as it was read under the lease. */
export interface RefreshRun {
  ctx: OAuthContext;
  lease: Lease;
  row: InstallationRow;
}

/**
 * The only place that spends a refresh token. Lease, re-read, journal the intent, call GHL, journal the new pair, write
 * it where the fence still matches. `seenPair` is the pair number the caller found wanting; null refreshes only what is
 * due or was left unfinished.
 */
export const refreshInstallation = (ctx: OAuthContext, id: string, seenPair: number | null): Promise<RefreshOutcome> =>
  ctx.runs.share(`refresh:${id}`, async () => {
    const lease = await takeLease(ctx.db, refreshLeaseName(id), ctx.timings);
    if (lease === null) return 'busy';
    try {
      const row = await ctx.db.selectFrom('installations').selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return 'current';
      const outcome = await refreshRow({ ctx, lease, row }, seenPair);
      if (outcome !== 'current') {
        ctx.metrics.refreshes.inc({ outcome });
        ctx.log.info(
          { companyId: row.company_id, locationId: row.location_id, fence: lease.fence, outcome },
          'refresh',
        );
      }
      return outcome;
    } finally {
      await lease.release();
    }
  });

async function refreshRow(run: RefreshRun, seenPair: number | null): Promise<RefreshOutcome> {
  const { ctx, row } = run;
  if (row.state === 'uninstalled' || row.refresh_token === null) return 'current';
  const [token, previous] = presentable(run);
  const hashes = [token, previous].filter((text) => text !== null).map(sha256Hex);
  const unfinished = await supersedeOthers(ctx.db, row.id, hashes);

  const answered = await findAnswered(ctx, row.id, hashes);
  if (answered !== null) return save(run, answered, token);
  if (row.state === 'needs-reconnect') return 'needs-reconnect';
  const isDue = unfinished || row.refused_at !== null || isPast(row.refresh_after);
  if (seenPair !== row.pair_number && !isDue) return 'current';
  if (row.next_attempt_at !== null && !isPast(row.next_attempt_at)) return 'kept';

  const outcome = await present(run, token, unfinished);
  if (outcome !== 'refused-for-good') return outcome;
  const second = previous === null ? 'refused-for-good' : await present(run, previous, false);
  return second === 'refused-for-good' ? declareBroken(run) : second;
}

/** Spends one token. A final refusal counts only once the same token was refused before, longer ago than GHL's grace. */
async function present(
  run: RefreshRun,
  token: string,
  unfinished: boolean,
): Promise<RefreshOutcome | 'refused-for-good'> {
  const { ctx, row } = run;
  const intentId = await openIntent(ctx.db, row.id, { fence: run.lease.fence, tokenHash: sha256Hex(token) });
  const call = () => ctx.ghl.refresh({ refreshToken: token, userType: row.user_type });
  let answer = await call();
  const mayHaveRotated = unfinished || answer.kind === 'unknown';
  // GHL may have rotated without our hearing of it: within its grace the old token brings the same new pair once more.
  if (answer.kind === 'unknown') answer = await call();

  const fault = answer.kind === 'ok' ? faultOf(answer.value, row) : null;
  if (answer.kind === 'ok' && fault === null) {
    const pair = pairFrom(answer.value, { row, token });
    await untilSaved(ctx, () => saveAnswer(ctx, { intentId, pair }));
    return save(run, pair, token);
  }
  if (answer.kind === 'refused') {
    const refusal = readTokenRefusal(answer.status, answer.body);
    ctx.log.warn({ companyId: row.company_id, ...refusal }, 'GHL refused a refresh');
    const words = `GHL answered ${refusal.status}: ${refusal.said || 'no text'}`;
    if (refusal.class === 'final') {
      await noteRefusal(run, { intentId, words });
      const sinceFirst = row.refused_at === null ? 0 : Date.now() - row.refused_at.getTime();
      return row.refused_at !== null && sinceFirst >= ctx.timings.graceMs ? 'refused-for-good' : 'kept';
    }
    await noteFailure(run, { intentId, words, mayHaveRotated });
    return 'kept';
  }
  const words = answer.kind === 'ok' ? fault : answer.cause.message;
  await noteFailure(run, {
    intentId,
    words: words ?? '',
    mayHaveRotated: mayHaveRotated || answer.kind !== 'not-sent',
  });
  return 'kept';
}

async function save(run: RefreshRun, pair: TokenPair, presented: string): Promise<RefreshOutcome> {
  const isSaved = await untilSaved(run.ctx, () => savePair(run, pair, presented));
  if (isSaved) return 'refreshed';
  // The pair lies in the journal: whoever holds the lease next takes it from there, if it still needs it.
  run.ctx.wake.refreshes();
  return 'fenced-out';
}

/** The token in force, and the one before it while the newer has not worked yet. */
function presentable({ ctx, row }: RefreshRun): [string, string | null] {
  const place = placeIn('installations', row.id);
  const { refresh_token: current, previous_refresh_token: previous } = row;
  if (current === null) throw new Error(`Installation ${row.id} holds no refresh token.`);
  return [
    ctx.keyRing.open(current, place.refresh),
    previous === null ? null : ctx.keyRing.open(previous, place.previousRefresh),
  ];
}

/** A pair that is somebody else's is never stored here. */
function faultOf({ companyId, locationId }: RefreshAnswer, row: InstallationRow): string | null {
  const isOurs =
    (companyId ?? row.company_id) === row.company_id && (locationId ?? row.location_id) === row.location_id;
  return isOurs ? null : 'GHL answered with the tokens of another account.';
}

const pairFrom = (answer: RefreshAnswer, { row, token }: { row: InstallationRow; token: string }): TokenPair => ({
  accessToken: answer.accessToken,
  refreshToken: answer.refreshToken ?? token,
  expiresAt: new Date(Date.now() + answer.expiresIn * 1000),
  scopes: answer.scope ?? row.scopes,
});

const isPast = (time: Date | null): boolean => time !== null && time.getTime() <= Date.now();
