import { createHmac, randomBytes } from 'node:crypto';
import { bridgeError, bridgeRoutes, bridgeSigningText } from '@groundwork/shared/bridge';
import type { BridgeRequest, BridgeResponse, BridgeRoute } from '@groundwork/shared/bridge';
import type { TestService } from './start-service.ts';

/** A service of any kind, in this process or its own. */
export type BridgeDoor = Pick<TestService, 'url' | 'bridgeSecrets'>;

export interface BridgeCallOptions {
  backend?: 'main' | 'other';
  secret?: Buffer;
  secondsOff?: number;
  /** Given to repeat a call. */
  nonce?: string;
  /** Sent instead of what was signed. */
  tamperedBody?: string;
}

/** Signs and sends a call as a backend does. The answer, or the contract's error code. */
export async function callBridge<R extends BridgeRoute>(
  service: BridgeDoor,
  route: R,
  request: BridgeRequest<R>,
  options: BridgeCallOptions = {},
): Promise<BridgeResponse<R>> {
  const answer = await sendBridge(service, route, request, options);
  const body: unknown = await answer.json();
  if (answer.ok) return bridgeRoutes[route].response.parse(body) as BridgeResponse<R>;
  const { error } = bridgeError.parse(body);
  throw new BridgeCallError(error.code, error.message, answer.status);
}

export class BridgeCallError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const sendBridge = <R extends BridgeRoute>(
  service: BridgeDoor,
  route: R,
  request: BridgeRequest<R>,
  options: BridgeCallOptions = {},
): Promise<Response> => postSigned(service, bridgeRoutes[route].path, JSON.stringify(request), options);

export function postSigned(
  service: BridgeDoor,
  path: string,
  body: string,
  options: BridgeCallOptions & { signal?: AbortSignal },
): Promise<Response> {
  const { backend = 'main', secret, secondsOff = 0, nonce = newNonce(), tamperedBody, signal = null } = options;
  const timestamp = String(Math.floor(Date.now() / 1000) + secondsOff);
  const key = secret ?? service.bridgeSecrets[backend] ?? Buffer.alloc(32);
  const signature = createHmac('sha256', key)
    .update(bridgeSigningText({ timestamp, nonce, method: 'POST', path, body }))
    .digest('hex');
  return fetch(service.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-bridge-key': backend,
      'x-bridge-timestamp': timestamp,
      'x-bridge-nonce': nonce,
      'x-bridge-signature': signature,
    },
    body: tamperedBody ?? body,
    signal,
  });
}

export const newNonce = (): string => randomBytes(16).toString('base64url');
