import { fixtures } from '@groundwork/ghl-sandbox';
import { bridgeSigningText } from '@groundwork/shared/bridge';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { loadSecrets } from '../../scripts/secrets.ts';
import { rawCall } from './raw-call.ts';
import { nothingIsWritten, type World } from './world.ts';

const path = '/bridge/access-token';
const body = JSON.stringify({ companyId: fixtures.agency.id });

interface Signing {
  key: string;
  id: string;
  ageSeconds: number;
  path: string;
  body: string;
}

function sign({ key, id, ageSeconds, ...what }: Signing): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const nonce = randomBytes(16).toString('base64url');
  const text = bridgeSigningText({ timestamp, nonce, method: 'POST', path: what.path, body: what.body });
  return {
    'x-bridge-key': id,
    'x-bridge-timestamp': timestamp,
    'x-bridge-nonce': nonce,
    'x-bridge-signature': createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('hex'),
  };
}

const otherKey = randomBytes(32).toString('base64');
const badlySigned: [string, headers: (right: Signing) => Record<string, string>, says: RegExp][] = [
  ['unsigned', () => ({}), /Check BRIDGE_KEYS/],
  ['signed with another key', (right) => sign({ ...right, key: otherKey }), /Check BRIDGE_KEYS/],
  ['signed by an unknown backend', (right) => sign({ ...right, id: 'other' }), /Check BRIDGE_KEYS/],
  ['signed for another body', (right) => sign({ ...right, body: '{}' }), /Check BRIDGE_KEYS/],
  ['signed for another route', (right) => sign({ ...right, path: '/bridge/installation' }), /Check BRIDGE_KEYS/],
  ['signed two minutes ago', (right) => sign({ ...right, ageSeconds: 120 }), /Set the clocks/],
  ['signed for a time to come', (right) => sign({ ...right, ageSeconds: -120 }), /Set the clocks/],
  ['signed at no time', (right) => ({ ...sign(right), 'x-bridge-timestamp': 'now' }), /Check BRIDGE_KEYS/],
  ['with half a signature', (right) => ({ ...sign(right), 'x-bridge-signature': 'abcd' }), /Check BRIDGE_KEYS/],
];

export function bridgeCalls(world: World): void {
  nothingIsWritten(world);
  const right = (): Signing => {
    const { bridgeKey: key } = loadSecrets(world.instance.dataDir);
    return { key, id: 'main', ageSeconds: 0, path, body };
  };
  const send = (headers: Record<string, string>, sent: string) =>
    rawCall(world.instance.oauthUrl + path, { method: 'POST', headers, body: sent });

  test.each(badlySigned)('%s', async (_, headers, says) => {
    const answer = await send(headers(right()), body);
    expect(answer).toMatchObject({
      status: 401,
      error: { code: 'UNAUTHORIZED', retryable: false, message: expect.stringMatching(says) },
    });
  });

  test.each([
    ['not JSON', '{'],
    ['another shape', '{"companyId":1}'],
    ['a property too many', '{"companyId":"x","scopes":"all"}'],
    ['too large', JSON.stringify({ companyId: 'x'.repeat(20_000) })],
  ])('well signed, but %s', async (_, bent) => {
    const answer = await send(sign({ ...right(), body: bent }), bent);
    expect(answer).toMatchObject({ status: 400, error: { code: 'BAD_REQUEST', retryable: false } });
  });
}

const event = JSON.stringify({ type: 'UNINSTALL', companyId: fixtures.agency.id, webhookId: randomUUID() });
const somebodys = randomBytes(64).toString('base64');
const deliveries: [string, headers: Record<string, string>, raw: string, status: number][] = [
  ['unsigned', {}, event, 401],
  ['signed N/A', { 'x-ghl-signature': 'N/A' }, event, 401],
  ['signed by somebody', { 'x-ghl-signature': somebodys }, event, 401],
  ['with half a signature', { 'x-ghl-signature': 'abcd' }, event, 401],
  ['signed in another header', { 'x-wh-signature': somebodys }, event, 401],
  ['without a body', { 'x-ghl-signature': somebodys }, '', 401],
  ['too large', { 'x-ghl-signature': somebodys }, 'x'.repeat(600_000), 413],
];

export function webhooks(world: World): void {
  nothingIsWritten(world);

  test.each(deliveries)('%s', async (_, headers, raw, status) => {
    const answer = await rawCall(`${world.instance.oauthUrl}/oauth/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: raw,
    });
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/signature is missing or wrong|was refused/);
  });
}
