import { randomUUID } from 'node:crypto';
import type { OAuthContext } from '../context.ts';
import type { Database } from '../db/connect.ts';
import { placeIn } from '../grants/pair.ts';
import type { TokenPair } from '../grants/pair.ts';

/** Ends what was left open about tokens that are no longer ours to spend. True when something about ours is unfinished. */
export async function supersedeOthers(db: Database, installationId: string, tokenHashes: string[]): Promise<boolean> {
  await db
    .updateTable('refresh_journal')
    .set({ state: 'superseded', access_token: null, refresh_token: null, ended_at: new Date() })
    .where('installation_id', '=', installationId)
    .where('state', 'in', openStates)
    .where('token_hash', 'not in', tokenHashes)
    .execute();
  const open = await db
    .selectFrom('refresh_journal')
    .select('id')
    .where('installation_id', '=', installationId)
    .where('state', 'in', openStates)
    .executeTakeFirst();
  return open !== undefined;
}

/** Written before the call: whoever finds it unfinished knows that GHL may have rotated this token. */
export async function openIntent(
  db: Database,
  installationId: string,
  intent: { fence: number; tokenHash: string },
): Promise<string> {
  const id = randomUUID();
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('refresh_journal')
      .set({ state: 'superseded', ended_at: new Date() })
      .where('installation_id', '=', installationId)
      .where('state', 'in', ['intent', 'unknown'])
      .where('token_hash', '=', intent.tokenHash)
      .execute();
    await trx
      .insertInto('refresh_journal')
      .values({
        id,
        installation_id: installationId,
        fence: intent.fence,
        state: 'intent',
        token_hash: intent.tokenHash,
      })
      .execute();
  });
  return id;
}

/** Not fenced on purpose: a holder that wakes late may not write the installation, but its pair must not be lost. */
export async function saveAnswer(
  { db, keyRing }: OAuthContext,
  { intentId, pair }: { intentId: string; pair: TokenPair },
): Promise<void> {
  const place = placeIn('refresh_journal', intentId);
  await db
    .updateTable('refresh_journal')
    .set({
      state: 'answered',
      access_token: keyRing.seal(pair.accessToken, place.access),
      refresh_token: keyRing.seal(pair.refreshToken, place.refresh),
      scopes: pair.scopes,
      expires_at: pair.expiresAt,
      ended_at: null,
    })
    .where('id', '=', intentId)
    .execute();
}

/** A pair that GHL gave for one of these tokens and that never reached its installation. */
export async function findAnswered(
  { db, keyRing }: OAuthContext,
  installationId: string,
  tokenHashes: string[],
): Promise<TokenPair | null> {
  const row = await db
    .selectFrom('refresh_journal')
    .selectAll()
    .where('installation_id', '=', installationId)
    .where('state', '=', 'answered')
    .where('token_hash', 'in', tokenHashes)
    .orderBy('started_at', 'desc')
    .executeTakeFirst();
  if (row === undefined || row.access_token === null || row.refresh_token === null || row.expires_at === null)
    return null;
  const place = placeIn('refresh_journal', row.id);
  return {
    accessToken: keyRing.open(row.access_token, place.access),
    refreshToken: keyRing.open(row.refresh_token, place.refresh),
    expiresAt: row.expires_at,
    scopes: row.scopes ?? [],
  };
}

export const openStates = ['intent', 'unknown', 'answered'] as const;
