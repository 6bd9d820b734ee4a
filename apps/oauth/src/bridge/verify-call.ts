import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { bridgeSignatureMaxAgeSeconds, bridgeSigningText } from '@groundwork/shared/bridge';
import { BridgeFailure } from './bridge-failure.ts';

export type BridgeKeys = ReadonlyMap<string, readonly KeyObject[]>;

/** The calling backend's id. Every way to be wrong sounds the same, except a wrong clock: that one its owner can mend. */
export function verifyBridgeCall(request: FastifyRequest, keys: BridgeKeys): string {
  const [backendId, timestamp, signature] = [
    header(request, 'x-bridge-key'),
    header(request, 'x-bridge-timestamp'),
    header(request, 'x-bridge-signature'),
  ];
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
  const text = bridgeSigningText(timestamp, request.method, request.raw.url ?? '', body);
  if (!(keys.get(backendId) ?? []).some((key) => isSignedBy(key, text, signature))) {
    throw new BridgeFailure(
      'UNAUTHORIZED',
      'The call is not signed with a key this service knows. Check BRIDGE_KEYS on both sides.',
    );
  }
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!(ageSeconds <= bridgeSignatureMaxAgeSeconds)) {
    throw new BridgeFailure(
      'UNAUTHORIZED',
      `The call is signed for another time (${bridgeSignatureMaxAgeSeconds} s are allowed). Set the clocks of both machines.`,
    );
  }
  return backendId;
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
