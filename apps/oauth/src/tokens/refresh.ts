import type { OAuthContext } from '../context.ts';
import type { InstallationRow, TokenPair } from '../grants/pair.ts';
import type { RefreshAnswer } from '../providers/ghl-answers.ts';
import { readTokenRefusal } from '../providers/ghl-refusals.ts';
import { beginRun } from './begin-run.ts';
import type { RefreshRun } from './begin-run.ts';
import { declareBroken } from './declare-broken.ts';
import { isStillMine, refreshLeaseName, takeLease, whileHolding } from './lease.ts';
import type { Lease } from './lease.ts';
import { isSpent, openIntent, saveAnswer } from './refresh-journal.ts';
import { noteFailure, notePausedGrant, noteRefusal, savePair } from './refresh-outcome.ts';
import type { Attempt } from './refresh-outcome.ts';
import { untilSaved } from './until-saved.ts';

/** `current`: nothing to do. `busy`: another replica is at it. `kept`: failed for now. `fenced-out`: somebody took over meanwhile. */
export type RefreshOutcome = 'refreshed' | 'current' | 'busy' | 'kept' | 'needs-reconnect' | 'fenced-out';

/**
 * The only place that spends a refresh token. Lease, re-read, journal the intent, call GHL, journal the new pair, write
 * it where the fence still matches. `seenPair` is the pair number the caller found wanting; null refreshes only what is
 * due or was left unfinished. Why so: docs/decisions/0008-refresh.md.
 */
export const refreshInstallation = (ctx: OAuthContext, id: string, seenPair: number | null): Promise<RefreshOutcome> =>
  ctx.runs.share(`refresh:${id}`, async () => {
    const lease = await takeLease(ctx.db, refreshLeaseName(id), ctx.timings);
    if (lease === null) return 'busy';
    try {
      const run = await beginRun(ctx, lease, id);
      if (run === null) return 'current';
      const outcome = run === 'fenced-out' ? run : await refresh(run, seenPair);
      if (outcome !== 'current') tell(ctx, lease, outcome, run === 'fenced-out' ? null : run.row);
      return outcome;
    } finally {
      await lease.release();
    }
  });

function tell(ctx: OAuthContext, { name, fence }: Lease, outcome: RefreshOutcome, row: InstallationRow | null): void {
  ctx.metrics.refreshes.inc({ outcome });
  const whose = row === null ? { lease: name } : { companyId: row.company_id, locationId: row.location_id };
  ctx.log.info({ ...whose, fence, outcome }, 'refresh');
}

async function refresh(run: RefreshRun, seenPair: number | null): Promise<RefreshOutcome> {
  const { ctx, row, tokens, unfinished } = run;
  if (run.answered !== null) return save(run, run.answered, tokens.current);
  if (row.state === 'needs-reconnect') return 'needs-reconnect';
  const isDue = unfinished || row.refused_at !== null || isPast(row.refresh_after);
  if (seenPair !== row.pair_number && !isDue) return 'current';
  if (row.next_attempt_at !== null && !isPast(row.next_attempt_at)) return 'kept';

  const outcome = await present(run, tokens.current, tokens.currentHash);
  if (outcome !== 'refused-for-good') return outcome;
  const { previous, previousHash } = tokens;
  // A token that brought the one in force is spent. One that a newer grant replaced untried may still be good.
  const mayTryPrevious = previous !== null && previousHash !== null && !(await isSpent(ctx.db, row.id, previousHash));
  if (mayTryPrevious && ctx.stopping.aborted) return 'kept';
  const second = mayTryPrevious ? await present(run, previous, previousHash) : outcome;
  return second === 'refused-for-good' ? declareBroken(run) : second;
}

/** Spends one token. A final refusal counts only once the same token was refused before, longer ago than GHL's grace. */
async function present(
  run: RefreshRun,
  token: string,
  tokenHash: string,
): Promise<RefreshOutcome | 'refused-for-good'> {
  const { ctx, row, lease } = run;
  const intentId = await whileHolding(ctx.db, lease, (trx) =>
    openIntent(trx, row.id, { fence: lease.fence, tokenHash }),
  );
  if (intentId === 'fenced-out' || !lease.isSurelyHeld()) return 'fenced-out';
  const call = () => ctx.ghl.refresh({ refreshToken: token, userType: row.user_type });
  let answer = await call();
  const isLost = answer.kind === 'unknown';
  if (answer.kind === 'unknown') {
    // Asleep for long enough, and somebody else has asked meanwhile: the token may be spent by now.
    if (!(await isStillMine(lease))) return 'fenced-out';
    // GHL may have rotated without our hearing of it: within its grace the old token brings the same new pair once more.
    answer = await call();
  }

  const attempt: Attempt = { intentId, mayHaveRotated: isLost || answer.kind === 'unknown' };
  const fault = answer.kind === 'ok' ? faultOf(answer.value, row) : null;
  if (answer.kind === 'ok' && fault === null) {
    const pair = pairFrom(answer.value, { row, token });
    const intent = { id: intentId, installationId: row.id, fence: lease.fence, tokenHash };
    await untilSaved(ctx, () => saveAnswer(ctx, intent, pair), Infinity);
    return save(run, pair, token);
  }
  if (answer.kind === 'refused') {
    const refusal = readTokenRefusal(answer.status, answer.body);
    ctx.log.warn({ companyId: row.company_id, ...refusal }, 'GHL refused a refresh');
    const words = `GoHighLevel answered ${refusal.status}: ${refusal.said || 'no text'}`;
    if (refusal.class === 'paused' && row.location_id !== null) return notePausedGrant(run, attempt, words);
    return refusal.class === 'final' ? noteRefusal(run, attempt, words) : noteFailure(run, attempt, words);
  }
  if (answer.kind === 'ok') return noteFailure(run, { ...attempt, mayHaveRotated: true }, fault ?? '');
  return noteFailure(run, attempt, answer.cause.message);
}

async function save(run: RefreshRun, pair: TokenPair, presented: string): Promise<RefreshOutcome> {
  const outcome = await untilSaved(run.ctx, () => savePair(run, pair, presented));
  // The pair lies in the journal: whoever holds the lease next takes it from there, if it still needs it.
  if (outcome === 'fenced-out') run.ctx.wake.refreshes();
  return outcome;
}

/** A pair that is somebody else's is never stored here. */
function faultOf({ companyId, locationId }: RefreshAnswer, row: InstallationRow): string | null {
  const isOurs =
    (companyId ?? row.company_id) === row.company_id && (locationId ?? row.location_id) === row.location_id;
  return isOurs ? null : 'GoHighLevel answered with the tokens of another account.';
}

const pairFrom = (answer: RefreshAnswer, { row, token }: { row: InstallationRow; token: string }): TokenPair => ({
  accessToken: answer.accessToken,
  refreshToken: answer.refreshToken ?? token,
  expiresAt: new Date(Date.now() + answer.expiresIn * 1000),
  scopes: answer.scope ?? row.scopes,
});

const isPast = (time: Date | null): boolean => time !== null && time.getTime() <= Date.now();
