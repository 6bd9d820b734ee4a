import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { bridgeNoncePattern, bridgeSignatureMaxAgeSeconds, bridgeSigningText } from '@groundwork/shared/bridge';
import { BridgeFailure } from './bridge-failure.ts';
import type { SignedCall } from './claims.ts';

export type BridgeKeys = ReadonlyMap<string, readonly KeyObject[]>;

/** Who calls. Every way to be wrong sounds the same, except a wrong clock: that one its owner can mend. */
export function verifyBridgeCall(request: FastifyRequest, keys: BridgeKeys): SignedCall {
  const [backendId, timestamp, nonce, signature] = [
    header(request, 'x-bridge-key'),
    header(request, 'x-bridge-timestamp'),
    header(request, 'x-bridge-nonce'),
    header(request, 'x-bridge-signature'),
  ];
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const text = bridgeSigningText({ timestamp, nonce, method: request.method, path: request.raw.url ?? '', body });
  const isSigned = (keys.get(backendId) ?? []).some((key) => isSignedBy(key, text, signature));
  if (!isSigned || !bridgeNoncePattern.test(nonce)) {
    throw new BridgeFailure(
      'UNAUTHORIZED',
      'The call is not signed with a key this service knows. Check BRIDGE_KEYS on both sides.',
    );
  }
  const aheadSeconds = Number(timestamp) - Date.now() / 1000;
  if (!(Math.abs(aheadSeconds) <= bridgeSignatureMaxAgeSeconds)) throw wrongClock(aheadSeconds);
  return { backendId, nonce, signedAt: new Date(Number(timestamp) * 1000) };
}

function wrongClock(aheadSeconds: number): BridgeFailure {
  const off = `${Math.round(Math.abs(aheadSeconds))} s ${aheadSeconds > 0 ? 'ahead of' : 'behind'}`;
  return new BridgeFailure(
    'UNAUTHORIZED',
    `The caller's clock is ${off} this service's (${bridgeSignatureMaxAgeSeconds} s are allowed). Set the clocks of both machines.`,
  );
}

function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  const expected = createHmac('sha256', key).update(text).digest();
  const given = Buffer.from(signature, 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function header(request: FastifyRequest, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
