import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { OAuthContext } from '../context.ts';
import type { Database } from '../db/connect.ts';
import type { OAuthDatabase } from '../db/schema.ts';
import { placeIn } from '../grants/pair.ts';
import type { TokenPair } from '../grants/pair.ts';
import type { Presentable } from './begin-run.ts';

/**
 * Ends what was left open about tokens that are no longer ours to spend. Of the token before this one, only a pair that
 * GHL gave for it still matters. True when a call with the token in force may have been made.
 */
export async function closeOthers(
  trx: Transaction<OAuthDatabase>,
  installationId: string,
  { currentHash, previousHash }: Presentable,
): Promise<boolean> {
  await trx
    .updateTable('refresh_journal')
    .set({ state: 'superseded', access_token: null, refresh_token: null, ended_at: new Date() })
    .where('installation_id', '=', installationId)
    .where('state', 'in', openStates)
    .where('token_hash', '<>', currentHash)
    .where((eb) => eb.not(eb.and({ token_hash: previousHash ?? '', state: 'answered' })))
    .execute();
  const open = await trx
    .selectFrom('refresh_journal')
    .select('id')
    .where('installation_id', '=', installationId)
    .where('state', 'in', ['intent', 'unknown'])
    .where('token_hash', '=', currentHash)
    .executeTakeFirst();
  return open !== undefined;
}

/** Written before the call: whoever finds it unfinished knows that GHL may have rotated this token. */
export async function openIntent(
  trx: Transaction<OAuthDatabase>,
  installationId: string,
  intent: { fence: number; tokenHash: string },
): Promise<string> {
  const id = randomUUID();
  await trx
    .updateTable('refresh_journal')
    .set({ state: 'superseded', ended_at: new Date() })
    .where('installation_id', '=', installationId)
    .where('state', 'in', ['intent', 'unknown'])
    .where('token_hash', '=', intent.tokenHash)
    .execute();
  await trx
    .insertInto('refresh_journal')
    .values({ id, installation_id: installationId, fence: intent.fence, state: 'intent', token_hash: intent.tokenHash })
    .execute();
  return id;
}

/**
 * Not fenced on purpose: a holder that wakes late may not write the installation, but its pair must not be lost. Nor may
 * it be where the intent itself is gone, as after a failover to a standby that lagged.
 */
export async function saveAnswer(
  { db, keyRing }: OAuthContext,
  intent: { id: string; installationId: string; fence: number; tokenHash: string },
  pair: TokenPair,
): Promise<void> {
  const place = placeIn('refresh_journal', intent.id);
  const answer = {
    state: 'answered' as const,
    access_token: keyRing.seal(pair.accessToken, place.access),
    refresh_token: keyRing.seal(pair.refreshToken, place.refresh),
    scopes: pair.scopes,
    expires_at: pair.expiresAt,
    ended_at: null,
  };
  await db
    .insertInto('refresh_journal')
    .values({
      id: intent.id,
      installation_id: intent.installationId,
      fence: intent.fence,
      token_hash: intent.tokenHash,
      ...answer,
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(answer))
    .execute();
}

/** A pair that GHL gave for this token and that never reached its installation. */
export async function findAnswered(
  trx: Transaction<OAuthDatabase>,
  { keyRing }: OAuthContext,
  { installationId, tokenHash }: { installationId: string; tokenHash: string | null },
): Promise<(TokenPair & { journalId: string }) | null> {
  if (tokenHash === null) return null;
  const row = await trx
    .selectFrom('refresh_journal')
    .selectAll()
    .where('installation_id', '=', installationId)
    .where('state', '=', 'answered')
    .where('token_hash', '=', tokenHash)
    .orderBy('started_at', 'desc')
    .executeTakeFirst();
  if (row === undefined || row.access_token === null || row.refresh_token === null || row.expires_at === null)
    return null;
  const place = placeIn('refresh_journal', row.id);
  return {
    journalId: row.id,
    accessToken: keyRing.open(row.access_token, place.access),
    refreshToken: keyRing.open(row.refresh_token, place.refresh),
    expiresAt: row.expires_at,
    scopes: row.scopes ?? [],
  };
}

/** True when GHL has given a pair for this token and it arrived: presenting it again brings nothing. */
export async function isSpent(db: Database, installationId: string, tokenHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('refresh_journal')
    .select('id')
    .where('installation_id', '=', installationId)
    .where('token_hash', '=', tokenHash)
    .where('state', '=', 'done')
    .executeTakeFirst();
  return row !== undefined;
}

/** The pair is in its installation now. What else was open is over with it. */
export async function closeAll(
  trx: Transaction<OAuthDatabase>,
  installationId: string,
  spentHash: string,
): Promise<void> {
  await trx
    .updateTable('refresh_journal')
    .set({
      state: sql`case when token_hash = ${spentHash} then 'done' else 'superseded' end`,
      access_token: null,
      refresh_token: null,
      ended_at: new Date(),
    })
    .where('installation_id', '=', installationId)
    .where('state', 'in', openStates)
    .execute();
}

const openStates = ['intent', 'unknown', 'answered'] as const;
