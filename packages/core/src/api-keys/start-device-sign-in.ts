import type { KeyWish } from '@groundwork/shared/views';
import type { Core } from '../context.ts';
import { hashSecret } from '../secrets.ts';
import { hashUserCode, newDeviceCodes } from './device-codes.ts';
import { requireKeyRole } from './require-key-role.ts';

const expiresInSeconds = 600;
export const intervalSeconds = 5;

export interface StartedDeviceSignIn {
  deviceCode: string;
  /** What the person compares, e.g. `BCDF-GHJK`. */
  userCode: string;
  expiresInSeconds: number;
  intervalSeconds: number;
}

/** A tool asks to sign in, or for the key it wishes for. RFC 8628, device authorization request. */
export async function startDeviceSignIn(
  core: Core,
  input: { clientName: string; wish?: KeyWish },
): Promise<StartedDeviceSignIn> {
  if (input.wish) requireKeyRole(input.wish.role);
  // The short code of another sign-in may come up again.
  for (;;) {
    const { deviceCode, userCode } = newDeviceCodes();
    const written = await core.db
      .insertInto('device_sign_ins')
      .values({
        device_code_hash: hashSecret(deviceCode),
        user_code_hash: hashUserCode(userCode)[input.wish ? 'wish' : 'signIn'],
        client_name: input.clientName,
        wish: input.wish ? JSON.stringify(input.wish) : null,
        expires_at: new Date(core.now().getTime() + expiresInSeconds * 1000),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('device_code_hash')
      .executeTakeFirst();
    if (written) return { deviceCode, userCode, expiresInSeconds, intervalSeconds };
  }
}
