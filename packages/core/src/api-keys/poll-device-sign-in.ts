import type { Database, Tx } from '@groundwork/db';
import type { ApiKeyView } from '@groundwork/shared/views';
import type { Selectable } from 'kysely';
import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { freeName } from './free-name.ts';
import { requireKeyView } from './key-views.ts';
import { lesserRole } from './lesser-role.ts';
import { lockKeysOf } from './lock-keys-of.ts';
import { lockMember } from './lock-member.ts';
import { makeKey } from './make-key.ts';
import { intervalSeconds } from './start-device-sign-in.ts';

const keyDays = 90;
/** The way of a question through the net is not always equally long. */
const toleranceSeconds = 1;

export type DevicePoll =
  | { state: 'waiting' | 'slow-down' | 'denied' | 'expired' }
  | { state: 'approved'; secret: string; key: ApiKeyView };

type Row = Selectable<Database['device_sign_ins']>;

/**
 * RFC 8628, device access token request: the key, once, after a person approved it. It is made at this moment, so that no row ever
 * holds its secret: as it was wished for, or not at all; else with the role it was approved with, or a lesser one the person has now.
 */
export async function pollDeviceSignIn(core: Core, input: { deviceCode: string }): Promise<DevicePoll> {
  const hash = hashSecret(input.deviceCode);
  return core.db.transaction().execute(async (tx): Promise<DevicePoll> => {
    const lockedId = await lockApprover(tx, hash);
    const row = await tx
      .selectFrom('device_sign_ins')
      .where('device_code_hash', '=', hash)
      .selectAll()
      .forUpdate()
      .executeTakeFirst();
    const now = core.now();
    if (!row || row.taken_at || row.expires_at <= now) return { state: 'expired' };
    if (row.decision) {
      // An API of the release before shows nobody what is wished for, so that its approval is none.
      const approvedBy = row.wish ? row.wish_approved_by : row.decided_by;
      if (row.decision === 'denied' || !approvedBy) return { state: 'denied' };
      // In this very moment: at the next question then.
      if (approvedBy !== lockedId) return { state: 'waiting' };
      await tx.updateTable('device_sign_ins').set({ taken_at: now }).where('device_code_hash', '=', hash).execute();
      return { state: 'approved', ...(await giveKey(tx, core, row, approvedBy)) };
    }
    await tx.updateTable('device_sign_ins').set({ polled_at: now }).where('device_code_hash', '=', hash).execute();
    const sinceSeconds = row.polled_at ? (now.getTime() - row.polled_at.getTime()) / 1000 : Infinity;
    return { state: sinceSeconds < intervalSeconds - toleranceSeconds ? 'slow-down' : 'waiting' };
  });
}

/** Whoever looks at the page locks the member before the row, and so does this. */
async function lockApprover(tx: Tx, deviceCodeHash: string): Promise<string | null> {
  const row = await tx
    .selectFrom('device_sign_ins')
    .where('device_code_hash', '=', deviceCodeHash)
    .select(['decided_by', 'wish_approved_by'])
    .executeTakeFirst();
  const memberId = row?.wish_approved_by ?? row?.decided_by ?? null;
  if (memberId !== null) await lockMember(tx, memberId);
  return memberId;
}

async function giveKey(
  tx: Tx,
  core: Core,
  { wish, client_name, approved_role }: Row,
  memberId: string,
): Promise<{ secret: string; key: ApiKeyView }> {
  const maker = await lockKeysOf(tx, core, memberId);
  const { id, secret } = await makeKey(tx, core, {
    maker,
    ...(wish
      ? { madeBy: 'cli', ...wish }
      : {
          madeBy: 'device',
          name: freeName(client_name, maker.names),
          role: lesserRole(approved_role ?? maker.role, maker.role),
          locationIds: null,
          expiresInDays: keyDays,
        }),
  });
  const key = await requireKeyView(tx, { now: core.now, actor: { ...maker, apiKey: null } }, id);
  return { secret, key };
}
