import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bridgeSigningText } from '@groundwork/shared/bridge';

export interface BridgeKey {
  /** Names the key; it is the backend's id. */
  backendId: string;
  /** Base64, as in `BRIDGE_KEYS`; the HMAC key is the bytes it stands for. */
  secret: string;
}

/** The signature headers of one request. Sign again for each attempt: the timestamp ages, and a nonce is good for one. */
export function signatureHeaders(key: BridgeKey, path: string, body: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(16).toString('base64url');
  const text = bridgeSigningText({ timestamp, nonce, method: 'POST', path, body });
  return {
    'x-bridge-key': key.backendId,
    'x-bridge-timestamp': timestamp,
    'x-bridge-nonce': nonce,
    'x-bridge-signature': createHmac('sha256', keyObjectOf(key)).update(text).digest('hex'),
  };
}

/** Made once a key: with the bytes themselves each signature takes five times as long. */
const keyObjects = new WeakMap<BridgeKey, KeyObject>();

function keyObjectOf(key: BridgeKey): KeyObject {
  const known = keyObjects.get(key);
  if (known !== undefined) return known;
  const made = createSecretKey(Buffer.from(key.secret, 'base64'));
  keyObjects.set(key, made);
  return made;
}
