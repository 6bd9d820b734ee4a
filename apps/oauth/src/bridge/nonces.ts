import { sql } from 'kysely';
import { bridgeSignatureMaxAgeSeconds } from '@groundwork/shared/bridge';
import type { Database } from '../db/connect.ts';
import { createBatches } from './batches.ts';

export interface SignedCall {
  backendId: string;
  nonce: string;
  signedAt: Date;
}

/** Far longer than a signature holds: the clocks of two replicas may differ as well. */
const keptMs = (bridgeSignatureMaxAgeSeconds + 300) * 1000;

/** Says of each call whether it is the first one with its nonce, at any replica. */
export function createNonces(db: Database): (call: SignedCall) => Promise<boolean> {
  return createBatches(async (calls) => {
    const rows = calls.map(({ backendId, nonce, signedAt }) => ({
      backend_id: backendId,
      nonce,
      expires_at: new Date(signedAt.getTime() + keptMs),
    }));
    // Nobody waits for the disk here: a crash of the database could lose the nonces of its last half second.
    const { rows: fresh } = await sql<{ backend_id: string; nonce: string }>`
      insert into bridge_nonces (backend_id, nonce, expires_at)
      select * from json_to_recordset(${JSON.stringify(rows)}) as call (backend_id text, nonce text, expires_at timestamptz)
      where set_config('synchronous_commit', 'off', true) = 'off'
      on conflict do nothing returning backend_id, nonce`.execute(db);
    const claimed = new Set(fresh.map((row) => keyOf(row.backend_id, row.nonce)));
    // Twice in one batch: the first takes it.
    return ({ backendId, nonce }) => claimed.delete(keyOf(backendId, nonce));
  });
}

const keyOf = (backendId: string, nonce: string): string => `${backendId} ${nonce}`;
