import { sha256Hex } from '../crypto/hash.ts';
import type { OAuthContext } from '../context.ts';
import { placeIn } from '../grants/pair.ts';
import type { InstallationRow, TokenPair } from '../grants/pair.ts';
import { whileHolding } from './lease.ts';
import type { Lease } from './lease.ts';
import { closeOthers, findAnswered } from './refresh-journal.ts';

/** The token in force, and the one before it while the newer has not worked yet. In the clear: it lives in memory only. */
export interface Presentable {
  current: string;
  currentHash: string;
  previous: string | null;
  previousHash: string | null;
}

/** What one run works on: the facts as they stood under the lease. */
export interface RefreshRun {
  ctx: OAuthContext;
  lease: Lease;
  row: InstallationRow;
  tokens: Presentable;
  /** GHL may have rotated the token in force without our hearing of it. */
  unfinished: boolean;
  /** A pair that GHL has given already and that waits in the journal. */
  answered: TokenPair | null;
}

/** Reads the facts and tidies the journal in one transaction, so that a holder who was away touches nothing. Null: nothing to refresh. */
export const beginRun = (
  ctx: OAuthContext,
  lease: Lease,
  installationId: string,
): Promise<RefreshRun | null | 'fenced-out'> =>
  whileHolding(ctx.db, lease, async (trx) => {
    const row = await trx.selectFrom('installations').selectAll().where('id', '=', installationId).executeTakeFirst();
    if (row === undefined || row.state === 'uninstalled' || row.refresh_token === null) return null;
    const tokens = openTokens(ctx, { ...row, refresh_token: row.refresh_token });
    const unfinished = await closeOthers(trx, row.id, tokens);
    const find = (tokenHash: string | null) => findAnswered(trx, ctx, { installationId, tokenHash });

    const answered = await find(tokens.currentHash);
    const late = answered ?? (await find(tokens.previousHash));
    if (answered !== null || late === null) return { ctx, lease, row, tokens, unfinished, answered };

    const isNeeded = row.refused_at !== null || row.state === 'needs-reconnect';
    if (isNeeded && late.refreshToken !== tokens.current) {
      return { ctx, lease, row, tokens, unfinished, answered: late };
    }
    // A newer pair is in force: the late one may only take the place of the token that it came for.
    await trx
      .updateTable('refresh_journal')
      .set({ state: 'done', access_token: null, refresh_token: null, ended_at: new Date() })
      .where('id', '=', late.journalId)
      .execute();
    if (late.refreshToken === tokens.current) return { ctx, lease, row, tokens, unfinished, answered: null };
    const place = placeIn('installations', row.id).previousRefresh;
    await trx
      .updateTable('installations')
      .set({ previous_refresh_token: ctx.keyRing.seal(late.refreshToken, place) })
      .where('id', '=', row.id)
      .execute();
    const previous = { previous: late.refreshToken, previousHash: sha256Hex(late.refreshToken) };
    return { ctx, lease, row, tokens: { ...tokens, ...previous }, unfinished, answered: null };
  });

function openTokens({ keyRing }: OAuthContext, row: InstallationRow & { refresh_token: string }): Presentable {
  const place = placeIn('installations', row.id);
  const current = keyRing.open(row.refresh_token, place.refresh);
  const previous =
    row.previous_refresh_token === null ? null : keyRing.open(row.previous_refresh_token, place.previousRefresh);
  return {
    current,
    currentHash: sha256Hex(current),
    previous,
    previousHash: previous === null ? null : sha256Hex(previous),
  };
}
