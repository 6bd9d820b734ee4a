/**
 * How a backend proves who it is. Every call carries four headers: `x-bridge-key` names the key (it is the backend's id),
 * `x-bridge-timestamp` is in Unix seconds, `x-bridge-nonce` is 16 random bytes in base64url and good for one call,
 * `x-bridge-signature` is hex HMAC-SHA256 over the text below. A timestamp more than 60 s off is refused.
 */
export const bridgeSignatureMaxAgeSeconds = 60;

export const bridgeNoncePattern = /^[\w-]{22}$/;

export interface SignedParts {
  timestamp: string;
  nonce: string;
  method: string;
  path: string;
  body: string;
}

export const bridgeSigningText = ({ timestamp, nonce, method, path, body }: SignedParts): string =>
  [timestamp, nonce, method, path, body].join('\n');
