import type { Tx } from '@groundwork/db';
import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { freeName } from './free-name.ts';
import { insertKey } from './insert-key.ts';
import { lockKeysOf } from './lock-keys-of.ts';
import { intervalSeconds } from './start-device-sign-in.ts';
import { writeAudit } from './write-audit.ts';

const keyDays = 90;
/** The way of a question through the net is not always equally long. */
const toleranceSeconds = 1;

export type DevicePoll =
  | { state: 'waiting' | 'slow-down' | 'denied' | 'expired' }
  | { state: 'approved'; secret: string };

/**
 * RFC 8628, device access token request: the key, once, after a person approved it. It is made at this moment, so that no row ever
 * holds its secret, and has the role the person has now.
 */
export async function pollDeviceSignIn(core: Core, input: { deviceCode: string }): Promise<DevicePoll> {
  const hash = hashSecret(input.deviceCode);
  return core.db.transaction().execute(async (tx): Promise<DevicePoll> => {
    const row = await tx
      .selectFrom('device_sign_ins')
      .where('device_code_hash', '=', hash)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    const now = core.now();
    if (!row || row.taken_at || row.expires_at <= now) return { state: 'expired' };
    if (row.decision === 'denied') return { state: 'denied' };
    if (row.decision === 'approved' && row.decided_by) {
      await tx.updateTable('device_sign_ins').set({ taken_at: now }).where('device_code_hash', '=', hash).execute();
      return { state: 'approved', secret: await makeKey(tx, core, row.decided_by, row.client_name) };
    }
    await tx.updateTable('device_sign_ins').set({ polled_at: now }).where('device_code_hash', '=', hash).execute();
    const sinceSeconds = row.polled_at ? (now.getTime() - row.polled_at.getTime()) / 1000 : Infinity;
    return { state: sinceSeconds < intervalSeconds - toleranceSeconds ? 'slow-down' : 'waiting' };
  });
}

async function makeKey(tx: Tx, core: Core, memberId: string, clientName: string): Promise<string> {
  const { agencyId, role, names } = await lockKeysOf(tx, core, memberId);
  const name = freeName(clientName, names);
  const made = { agencyId, memberId, name, role, locationIds: null, madeBy: 'device', expiresInDays: keyDays } as const;
  const { id, secret } = await insertKey(tx, core, made);
  await writeAudit(tx, { agencyId, memberId, apiKeyId: id, action: 'key.created', subject: name });
  return secret;
}
