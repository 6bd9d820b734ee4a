import type { DeviceSignInView } from '@groundwork/shared/views';
import type { Context, Core } from '../context.ts';

export interface StartedDeviceSignIn {
  deviceCode: string;
  /** What the person compares, e.g. `BCDF-GHJK`. */
  userCode: string;
  expiresInSeconds: number;
  intervalSeconds: number;
}

/** The CLI asks to sign in. RFC 8628, device authorization request. */
export async function startDeviceSignIn(_core: Core, _input: { clientName: string }): Promise<StartedDeviceSignIn> {
  throw new Error('not built');
}

export type DevicePoll =
  | { state: 'waiting' | 'slow-down' | 'denied' | 'expired' }
  | { state: 'approved'; secret: string };

/** RFC 8628, device access token request: the key, once, after a person approved it. */
export async function pollDeviceSignIn(_core: Core, _input: { deviceCode: string }): Promise<DevicePoll> {
  throw new Error('not built');
}

export async function getDeviceSignIn(_ctx: Context, _input: { userCode: string }): Promise<DeviceSignInView> {
  throw new Error('not built');
}

/** Approves or denies. Only a person in a browser may. */
export async function decideDeviceSignIn(
  _ctx: Context,
  _input: { userCode: string; approve: boolean },
): Promise<DeviceSignInView> {
  throw new Error('not built');
}
